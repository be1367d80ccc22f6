package dev.leash.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentRangeTest {
  @ParameterizedTest
  @ValueSource(strings = {"bytes 4-9/10", "BYTES 4-9/10", "  bytes  4-9/10 ", "bytes\t04-009/10"})
  void readsARange(String value) {
    assertThat(ContentRange.parse(value)).contains(new ContentRange(4, 9, OptionalLong.of(10)));
  }

  @Test
  void readsARangeOfAnUnknownWhole() {
    assertThat(ContentRange.parse("bytes 4-9/*"))
        .contains(new ContentRange(4, 9, OptionalLong.empty()));
  }

  @Test
  void readsNumbersOfEighteenDigits() {
    String most = "9".repeat(18);

    assertThat(ContentRange.parse("bytes 0-0/" + most)).isPresent();
    assertThat(ContentRange.parse("bytes 0-0/1" + most)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes */10",
        "bytes=4-9/10",
        "bytes 4-9",
        "bytes -9/10",
        "bytes 4-/10",
        "bytes 4-3/10",
        "bytes 4-10/10",
        "bytes +4-9/10",
        "bytes 4 - 9/10",
        "bytes 4-9/10, bytes 0-1/10",
        "items 4-9/10",
        "bytes \u0664-9/10"
      })
  void readsNothingElse(String value) {
    assertThat(ContentRange.parse(value)).isEmpty();
  }

  @Test
  void knowsItsLengthAndItsEnd() {
    ContentRange range = new ContentRange(4, 9, OptionalLong.of(10));

    assertThat(range.length()).isEqualTo(6);
    assertThat(range.end()).isEqualTo(10);
  }

  @Test
  void isNoneThatCannotBe() {
    assertThatThrownBy(() -> new ContentRange(4, 3, OptionalLong.empty()))
        .hasMessageContaining("last");
    assertThatThrownBy(() -> new ContentRange(4, 9, OptionalLong.of(9)))
        .hasMessageContaining("total");
  }
}
