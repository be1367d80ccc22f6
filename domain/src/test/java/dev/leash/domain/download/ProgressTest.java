package dev.leash.domain.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProgressTest {
  @ParameterizedTest
  @CsvSource({
    "0,100,10,10",
    "0,101,10,11",
    "99,100,10,1",
    "100,100,10,0",
    "100,100,0,0",
    "101,100,0,0",
    "0,0,0,0",
    "0,9223372036854775807,1,9223372036854775807"
  })
  void tellsTheSecondsThatAreLeftRoundedUp(long received, long total, long speed, long seconds) {
    assertThat(progress(received, OptionalLong.of(total), speed).etaSeconds()).hasValue(seconds);
  }

  @Test
  void tellsNothingWhileNothingComes() {
    assertThat(progress(99, OptionalLong.of(100), 0).etaSeconds()).isEmpty();
  }

  @Test
  void tellsNothingWithoutATotal() {
    assertThat(progress(99, OptionalLong.empty(), 10).etaSeconds()).isEmpty();
    assertThat(Progress.NONE.etaSeconds()).isEmpty();
  }

  private static Progress progress(long received, OptionalLong total, long speed) {
    return new Progress(received, total, 0, OptionalLong.empty(), 0, 1, speed);
  }
}
