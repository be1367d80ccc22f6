package dev.leash.domain.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeadersTest {
  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "X-Api-Key", "Cookie", "a", "!#$%&'*+.^_`|~9"})
  void takesANameOfTheCallers(String name) {
    assertThat(new Headers(Map.of(name, "v")).values()).containsExactly(Map.entry(name, "v"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a:", "a\r\nb", "ä", "(a)", "a\n"})
  void refusesWhatIsNoName(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Headers(Map.of(name, "v")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "host",
        "RANGE",
        "If-Range",
        "Content-Length",
        "Transfer-Encoding",
        "Accept-Encoding",
        "Connection",
        "Expect",
        "Upgrade",
        "TE"
      })
  void refusesWhatTheTransferSetsItself(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Headers(Map.of(name, "v")))
        .withMessageContaining(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\tb", "Bearer x=y;z", "é\u00ff"})
  void takesAValue(String value) {
    assertThat(new Headers(Map.of("X", value)).values()).containsEntry("X", value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\r\nHost: b", "a\n", "\u0000", "a\u007f", "a\u0100", "a\u010ab", "\u560a", "😀"})
  void refusesAValueThatNoHeaderCanCarryAndDoesNotRepeatIt(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Headers(Map.of("X", value)))
        .satisfies(refusal -> assertThat(refusal).message().doesNotContain(value));
  }

  @Test
  void refusesOneNameInTwoCases() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Headers(Map.of("X-Key", "a", "x-key", "b")))
        .withMessageContaining("twice");
  }

  @Test
  void takesAHundredAndNoMore() {
    assertThat(new Headers(many(100)).values()).hasSize(100);
    assertThatIllegalArgumentException().isThrownBy(() -> new Headers(many(101)));
  }

  @Test
  void takesNamesOf256AndNoMore() {
    assertThat(new Headers(Map.of("n".repeat(256), "v")).values()).hasSize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Headers(Map.of("n".repeat(257), "v")));
  }

  @Test
  void takesValuesOf8192AndNoMore() {
    assertThat(new Headers(Map.of("X", "v".repeat(8_192))).values()).hasSize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Headers(Map.of("X", "v".repeat(8_193))));
  }

  @Test
  void areACopy() {
    Map<String, String> given = new HashMap<>(Map.of("X", "v"));
    Headers headers = new Headers(given);

    given.put("Host", "evil");

    assertThat(headers.values()).containsOnlyKeys("X");
  }

  @Test
  void areShownWithoutTheirValues() {
    assertThat(new Headers(Map.of("Authorization", "secret"))).hasToString("[Authorization]");
    assertThat(Headers.NONE).hasToString("[]");
  }

  private static Map<String, String> many(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "X-" + i, i -> "v"));
  }
}
