package dev.leash.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FakeClockTest extends ClockContract {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeClock clock = new FakeClock();

  @Override
  protected Clock clock() {
    return clock;
  }

  @Override
  protected void letPass(Duration duration) {
    clock.advance(duration);
  }

  @Test
  void standsStillUntilItIsAdvanced() {
    Instant start = clock.now();
    List<String> ran = new ArrayList<>();
    var _ = clock.after(SECOND, () -> ran.add("due"));

    clock.advance(SECOND.minusNanos(1));
    assertThat(ran).isEmpty();
    assertThat(clock.pending()).isEqualTo(1);

    clock.advance(Duration.ofNanos(1));
    assertThat(ran).containsExactly("due");
    assertThat(clock.pending()).isZero();
    assertThat(clock.now()).isEqualTo(start.plus(SECOND));
  }

  @Test
  void showsATaskTheTimeForWhichItWasSet() {
    List<Duration> times = new ArrayList<>();
    var _ = clock.after(SECOND, () -> times.add(clock.monotonic()));

    clock.advance(SECOND.multipliedBy(5));

    assertThat(times).containsExactly(SECOND);
    assertThat(clock.monotonic()).isEqualTo(SECOND.multipliedBy(5));
  }

  @Test
  void runsTasksOfOneTimeInTheOrderInWhichTheyWereSet() {
    List<String> ran = new ArrayList<>();
    var _ = clock.after(SECOND, () -> ran.add("a"));
    var _ = clock.after(SECOND, () -> ran.add("b"));

    clock.advance(SECOND);

    assertThat(ran).containsExactly("a", "b");
  }
}
