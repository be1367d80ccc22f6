package dev.leash.domain.port;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A clock that stands still until it is advanced; tasks that have come due run on the advancing
 * thread.
 */
public final class FakeClock implements Clock {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final List<FakeAlarm> alarms = new ArrayList<>();
  private Duration elapsed = Duration.ZERO;

  @Override
  public synchronized Instant now() {
    return START.plus(elapsed);
  }

  @Override
  public synchronized Duration monotonic() {
    return elapsed;
  }

  @Override
  public synchronized Alarm after(Duration delay, Runnable task) {
    FakeAlarm alarm = new FakeAlarm(elapsed.plus(delay), task);
    alarms.add(alarm);
    notifyAll();
    return alarm;
  }

  /** How many tasks wait for their time. */
  public synchronized int pending() {
    return alarms.size();
  }

  /** Waits until so many tasks wait for their time. */
  public synchronized void awaitPending(int count) throws InterruptedException {
    while (alarms.size() < count) {
      wait();
    }
  }

  /** Waits until a task waits whose time is no sooner than that from now. */
  public synchronized void awaitPendingFor(Duration atLeast) throws InterruptedException {
    Duration soonest = elapsed.plus(atLeast);
    while (alarms.stream().noneMatch(alarm -> alarm.at.compareTo(soonest) >= 0)) {
      wait();
    }
  }

  /** Lets time pass, in steps from one due task to the next. */
  public void advance(Duration duration) {
    Duration target = monotonic().plus(duration);
    Optional<FakeAlarm> due = takeDue(target);
    while (due.isPresent()) {
      due.get().task.run();
      due = takeDue(target);
    }
  }

  private synchronized Optional<FakeAlarm> takeDue(Duration target) {
    Optional<FakeAlarm> due =
        alarms.stream()
            .filter(alarm -> alarm.at.compareTo(target) <= 0)
            .min(Comparator.comparing(alarm -> alarm.at));
    due.ifPresent(alarms::remove);
    elapsed =
        due.map(alarm -> alarm.at)
            .filter(at -> at.compareTo(elapsed) > 0)
            .orElse(due.isPresent() ? elapsed : target);
    return due;
  }

  private final class FakeAlarm implements Alarm {
    private final Duration at;
    private final Runnable task;

    FakeAlarm(Duration at, Runnable task) {
      this.at = at;
      this.task = task;
    }

    @Override
    public void close() {
      synchronized (FakeClock.this) {
        alarms.remove(this);
      }
    }
  }
}
