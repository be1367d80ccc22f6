package dev.leash.domain.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArchiveLimitsTest {
  @Test
  void haveTheDefaultsThatAreDocumented() {
    long gib = 1L << 30;

    assertThat(ArchiveLimits.DEFAULT)
        .isEqualTo(new ArchiveLimits(100_000, 20 * gib, 200, gib / 4, 1_024, 255, 64, gib / 8));
  }

  @ParameterizedTest
  @CsvSource({
    "0,1,1,1,1,1,1,1,entries",
    "1,0,1,1,1,1,1,1,expandedBytes",
    "1,1,0,1,1,1,1,1,ratio",
    "1,1,1,0,1,1,1,1,ratioFloorBytes",
    "1,1,1,1,0,1,1,1,pathBytes",
    "1,1,1,1,1,-1,1,1,componentBytes",
    "1,1,1,1,1,1,-1,1,depth",
    "1,1,1,1,1,1,1,0,decoderMemoryBytes"
  })
  void arePositive(
      int entries,
      long expanded,
      int ratio,
      long floor,
      int path,
      int component,
      int depth,
      long memory,
      String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new ArchiveLimits(entries, expanded, ratio, floor, path, component, depth, memory))
        .withMessageStartingWith(name);
  }
}
