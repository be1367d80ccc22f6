package dev.leash.simulation;

import dev.leash.domain.port.Clock;
import dev.leash.simulation.schedule.Group;
import dev.leash.simulation.schedule.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Time that stands still until it is told to go on to the next alarm. */
final class SimulatedClock implements Clock {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Scheduler scheduler;
  private final List<SimulatedAlarm> alarms = new ArrayList<>();
  private Duration elapsed = Duration.ZERO;
  private Group group = new Group("none");

  SimulatedClock(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** The alarms of a daemon that is no more never come. */
  void serve(Group daemon) {
    group = daemon;
    alarms.clear();
  }

  @Override
  public Instant now() {
    return START.plus(elapsed);
  }

  @Override
  public Duration monotonic() {
    return elapsed;
  }

  @Override
  public Alarm after(Duration delay, Runnable task) {
    SimulatedAlarm alarm = new SimulatedAlarm(elapsed.plus(delay), task);
    alarms.add(alarm);
    return alarm;
  }

  boolean hasAlarms() {
    return !alarms.isEmpty();
  }

  /** Lets time pass until the next alarm, which comes on a thread of its own. */
  void passToNext() {
    Optional<SimulatedAlarm> next = alarms.stream().min(Comparator.comparing(alarm -> alarm.at));
    next.ifPresent(alarm -> {
      alarms.remove(alarm);
      elapsed = alarm.at.compareTo(elapsed) > 0 ? alarm.at : elapsed;
      scheduler.spawn("alarm", group, alarm::ring);
    });
  }

  private final class SimulatedAlarm implements Alarm {
    private final Duration at;
    private final Runnable task;
    private boolean closed;

    SimulatedAlarm(Duration at, Runnable task) {
      this.at = at;
      this.task = task;
    }

    private void ring() {
      if (!closed) {
        task.run();
      }
    }

    @Override
    public void close() {
      closed = true;
      alarms.remove(this);
    }
  }
}
