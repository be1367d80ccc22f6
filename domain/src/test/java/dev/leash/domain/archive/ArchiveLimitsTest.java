package dev.leash.domain.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArchiveLimitsTest {
  @Test
  void haveTheDefaultsThatAreDocumented() {
    long gib = 1L << 30;

    assertThat(ArchiveLimits.DEFAULT)
        .isEqualTo(
            new ArchiveLimits(
                100_000, 20 * gib, 200, gib / 4, 1_024, 255, 64, gib / 8, gib / 8, 1_048_576, 32));
  }

  @ParameterizedTest
  @CsvSource({
    "0, entries",
    "1, expandedBytes",
    "2, ratio",
    "3, ratioFloorBytes",
    "4, pathBytes",
    "5, componentBytes",
    "6, depth",
    "7, decoderMemoryBytes",
    "8, windowBytes",
    "9, extensionBytes",
    "10, numberLength"
  })
  void arePositive(int index, String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limits(index, 0))
        .withMessageStartingWith(name);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limits(index, -1))
        .withMessageStartingWith(name);
  }

  /** All 1, but one. */
  private static ArchiveLimits limits(int index, int value) {
    int[] all = new int[11];
    Arrays.fill(all, 1);
    all[index] = value;
    return new ArchiveLimits(
        all[0], all[1], all[2], all[3], all[4], all[5], all[6], all[7], all[8], all[9], all[10]);
  }
}
