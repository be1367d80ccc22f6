package dev.leash.domain.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EntryNamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"mods/a.jar", "ä €", "😀", "日本", "a\\b", ""})
  void areShownAsTheyAreWhenPlain(String name) {
    assertThat(EntryNames.shown(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "0", "a", "d", "1b", "7f", "85", "ad", "200b", "200f", "202a", "202e", "2066", "2069", "2028",
    "2029", "e000", "feff", "d800", "dfff", "ffff", "e0041"
  })
  void haveWhatCouldDeceiveEscaped(String hex) {
    String name = "a" + Character.toString(Integer.parseInt(hex, 16)) + "b";

    assertThat(EntryNames.shown(name)).isEqualTo("a\\u{" + hex + "}b");
  }

  @Test
  void areShownWholeUpToTheLimitAndCutOnePast() {
    String longest = "n".repeat(EntryNames.SHOWN);

    assertThat(EntryNames.shown(longest)).isEqualTo(longest);
    assertThat(EntryNames.shown(longest + "n")).isEqualTo(longest + "…");
  }

  @Test
  void areCutByWhatIsShownNotByWhatWasThere() {
    assertThat(EntryNames.shown("\u202e".repeat(10_000)))
        .hasSizeLessThan(EntryNames.SHOWN + 10)
        .endsWith("}…");
  }

  @Test
  void areNeverCutWithinACharacter() {
    String name = "n".repeat(EntryNames.SHOWN - 1) + "😀😀";

    assertThat(EntryNames.shown(name)).isEqualTo("n".repeat(EntryNames.SHOWN - 1) + "😀…");
  }
}
