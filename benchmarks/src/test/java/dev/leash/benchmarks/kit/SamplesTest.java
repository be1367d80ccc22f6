package dev.leash.benchmarks.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SamplesTest {
  private final Samples samples = new Samples();

  @Test
  void givesTimesThatWereMeasured() {
    IntStream.iterate(200, i -> i >= 1, i -> i - 1).forEach(this::add);

    assertThat(samples.median()).isEqualTo(Duration.ofMillis(100));
    assertThat(samples.p99()).isEqualTo(Duration.ofMillis(198));
    assertThat(samples.max()).isEqualTo(Duration.ofMillis(200));
    assertThat(samples.count()).isEqualTo(200);
  }

  @Test
  void takesTheSlowestOfFewForTheNinetyNinthPercentile() {
    IntStream.rangeClosed(1, 40).forEach(this::add);

    assertThat(samples.p99()).isEqualTo(samples.max());
  }

  @Test
  void saysNothingOfNothing() {
    assertThatThrownBy(samples::median).isInstanceOf(IllegalStateException.class);
  }

  private void add(int millis) {
    samples.add(Duration.ofMillis(millis));
  }
}
