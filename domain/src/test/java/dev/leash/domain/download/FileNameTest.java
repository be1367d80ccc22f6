package dev.leash.domain.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"mod.zip", "a", "...", ".hidden", "a b", "ä€😀", "..a"})
  void takesAPlainName(String name) {
    assertThat(new FileName(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "\t", ".", "..", "a/b", "/", "a\\b", "..\\a", "a\u0000", "a\nb", "\u007f",
        "a\u0085", "a\ud800", "\udc00"
      })
  void refusesWhatIsNone(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FileName(name))
        .withMessageContaining("fileName");
  }

  @Test
  void takes255BytesAndNoMore() {
    String longest = "€".repeat(85);

    assertThat(new FileName(longest)).hasToString(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FileName(longest + "a"))
        .withMessageContaining("255");
  }
}
