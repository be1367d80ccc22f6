package dev.leash.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Clock} does. It passes on a busy machine too: what a pause of the machine could
 * spoil is tried again with longer delays, and only a clock that is wrong is wrong at each length.
 */
public abstract class ClockContract {
  private static final List<Duration> DELAYS =
      List.of(Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofSeconds(2));

  private final List<String> ran = new CopyOnWriteArrayList<>();

  /** The clock under test; always the same. */
  protected abstract Clock clock();

  /** Lets at least so much time pass. A real clock waits for an alarm of its own. */
  protected void letPass(Duration duration) throws InterruptedException {
    CountDownLatch passed = new CountDownLatch(1);
    var _ = clock().after(duration, passed::countDown);
    assertThat(passed.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void runsATaskOnceAndNotBeforeItsTime() throws InterruptedException {
    Duration delay = DELAYS.getFirst();
    List<Duration> times = new CopyOnWriteArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    Duration start = clock().monotonic();

    var _ =
        clock()
            .after(
                delay,
                () -> {
                  times.add(clock().monotonic());
                  done.countDown();
                });
    letPass(delay.multipliedBy(2));

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    letPass(delay);
    assertThat(times)
        .hasSize(1)
        .allSatisfy(time -> assertThat(time).isGreaterThanOrEqualTo(start.plus(delay)));
  }

  @Test
  void runsTasksInTheOrderOfTheirTimes() throws InterruptedException {
    List<List<String>> orders = new ArrayList<>();
    for (Duration delay : DELAYS) {
      ran.clear();
      CountDownLatch done = new CountDownLatch(3);
      schedule(delay.multipliedBy(3), "third", done);
      schedule(delay, "first", done);
      schedule(delay.multipliedBy(2), "second", done);
      letPass(delay.multipliedBy(4));
      assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
      orders.add(List.copyOf(ran));
      if (ran.equals(List.of("first", "second", "third"))) {
        return;
      }
    }
    assertThat(orders).as("orders, at %s", DELAYS).contains(List.of("first", "second", "third"));
  }

  @Test
  void pausesAThreadForSoLong() throws InterruptedException {
    Duration delay = DELAYS.getFirst();
    AtomicReference<Duration> paused = new AtomicReference<>();
    Thread pausing =
        Thread.ofPlatform()
            .start(() -> {
              Duration start = clock().monotonic();
              clock().pause(delay, new Cancellation());
              paused.set(clock().monotonic().minus(start));
            });

    while (pausing.isAlive()) {
      letPass(delay);
    }

    assertThat(paused.get()).isGreaterThanOrEqualTo(delay);
  }

  @Test
  void endsAPauseThatIsCancelled() throws InterruptedException {
    Cancellation cancellation = new Cancellation();
    Thread pausing =
        Thread.ofPlatform().start(() -> clock().pause(Duration.ofDays(1), cancellation));

    cancellation.cancel();

    assertThat(pausing.join(Duration.ofSeconds(60))).isTrue();
  }

  @Test
  void keepsAnInterruptionForAfterThePause() {
    Cancellation cancelled = new Cancellation();
    cancelled.cancel();
    Thread.currentThread().interrupt();

    clock().pause(Duration.ofDays(1), cancelled);

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void doesNotRunAClosedAlarm() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    for (Duration delay : DELAYS) {
      runs.set(0);
      Clock.Alarm alarm = clock().after(delay, runs::incrementAndGet);
      alarm.close();
      alarm.close();
      letPass(delay.multipliedBy(2));
      if (runs.get() == 0) {
        return;
      }
    }
    assertThat(runs).as("runs of a closed alarm").hasValue(0);
  }

  @Test
  void runsTheOthersWhenOneIsClosed() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(2);
    Duration delay = DELAYS.getFirst();
    schedule(delay, "before", done);
    Clock.Alarm closed = clock().after(delay, () -> {});
    schedule(delay, "after", done);

    closed.close();
    letPass(delay.multipliedBy(2));

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void letsATaskSetTheNextAlarm() throws InterruptedException {
    Duration delay = DELAYS.getFirst();
    CountDownLatch done = new CountDownLatch(1);

    var _ = clock().after(delay, () -> schedule(delay, "second", done));
    letPass(delay.multipliedBy(3));

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void takesTheCloseOfAnAlarmThatHasRun() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Clock.Alarm alarm = clock().after(Duration.ZERO, done::countDown);
    letPass(DELAYS.getFirst());
    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();

    alarm.close();
    alarm.close();
  }

  @Test
  void neverGoesBack() throws InterruptedException {
    Duration before = clock().monotonic();
    letPass(DELAYS.getFirst());
    Duration after = clock().monotonic();

    assertThat(after).isGreaterThanOrEqualTo(before.plus(DELAYS.getFirst()));
  }

  private void schedule(Duration delay, String name, CountDownLatch done) {
    var _ =
        clock()
            .after(
                delay,
                () -> {
                  ran.add(name);
                  done.countDown();
                });
  }
}
