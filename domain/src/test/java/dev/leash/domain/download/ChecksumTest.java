package dev.leash.domain.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.leash.domain.download.Checksum.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChecksumTest {
  @ParameterizedTest
  @CsvSource({"sha256,64,SHA-256", "sha512,128,SHA-512", "sha1,40,SHA-1", "md5,32,MD5"})
  void readsEachAlgorithmAtItsLengthAndNoOther(String algorithm, int digits, String standardName) {
    String text = algorithm + ":" + "a".repeat(digits);

    assertThat(Checksum.parse(text)).hasToString(text);
    assertThat(Checksum.parse(text).algorithm().standardName()).isEqualTo(standardName);
    assertThatIllegalArgumentException().isThrownBy(() -> Checksum.parse(text + "a"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checksum.parse(text.substring(0, text.length() - 1)));
  }

  @Test
  void isTheSameInUpperAndLowerCase() {
    assertThat(Checksum.parse("md5:0123456789ABCDEF0123456789abcdef"))
        .isEqualTo(Checksum.parse("md5:0123456789abcdef0123456789ABCDEF"))
        .hasToString("md5:0123456789abcdef0123456789abcdef");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "md5",
        "md5:",
        ":",
        "0123456789abcdef0123456789abcdef",
        "crc32:01234567",
        "MD5:0123456789abcdef0123456789abcdef",
        " md5:0123456789abcdef0123456789abcdef",
        "md5:0123456789abcdef0123456789abcdeg",
        "md5:0123456789abcdef0123456789abcde\n"
      })
  void refusesWhatIsNone(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checksum.parse(text))
        .withMessageContaining("checksum");
  }

  @ParameterizedTest
  @ValueSource(strings = {"g", "/", "-", "é"})
  void cannotBeMadeOfWhatIsNoHex(String digit) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Checksum(Algorithm.MD5, digit.repeat(32)));
  }
}
