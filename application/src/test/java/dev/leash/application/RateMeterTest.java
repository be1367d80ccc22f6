package dev.leash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateMeterTest {
  private final RateMeter meter = new RateMeter(Duration.ZERO, 0);

  private long at(long millis, long total) {
    return meter.sample(Duration.ofMillis(millis), total);
  }

  @Test
  void isZeroBeforeAnythingHasCome() {
    assertThat(at(0, 0)).isZero();
    assertThat(at(5_000, 0)).isZero();
  }

  @Test
  void tellsAConstantRateFromItsFirstSampleOn() {
    assertThat(at(100, 1_000)).isEqualTo(10_000);
    assertThat(at(200, 2_000)).isEqualTo(10_000);
    assertThat(at(1_000, 10_000)).isEqualTo(10_000);
  }

  @Test
  void doesNotCountTheTimeBeforeTheFirstByte() {
    at(60_000, 0);

    assertThat(at(60_100, 1_000)).isEqualTo(10_000);
  }

  @Test
  void waitsForASampleThatIsLongEnough() {
    assertThat(at(49, 1_000_000)).isZero();
    assertThat(at(50, 1_000_000)).isEqualTo(20_000_000);
  }

  @Test
  void followsAChangeByTwoThirdsInTwoSeconds() {
    at(1_000, 1_000);

    assertThat(at(3_000, 1_000)).isEqualTo(Math.round(1_000 / Math.E));
  }

  @Test
  void smoothsTheSameHoweverOftenItIsAsked() {
    RateMeter often = new RateMeter(Duration.ZERO, 0);
    at(1_000, 1_000);
    often.sample(Duration.ofSeconds(1), 1_000);

    for (int millis = 1_100; millis <= 3_000; millis += 100) {
      often.sample(Duration.ofMillis(millis), 1_000);
    }

    assertThat(often.sample(Duration.ofSeconds(3), 1_000)).isEqualTo(at(3_000, 1_000));
  }

  @Test
  void isNeverNegative() {
    at(1_000, 1_000);

    assertThat(at(20_000, 0)).isNotNegative();
  }
}
