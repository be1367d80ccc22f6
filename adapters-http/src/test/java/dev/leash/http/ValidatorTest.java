package dev.leash.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValidatorTest {
  private static final String MODIFIED = "Thu, 01 Jan 2026 00:00:00 GMT";

  private static Answer answer(Map<String, List<String>> headers) {
    return new Answer(200, OptionalLong.empty(), headers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\"", "\"W/a\"", "\"!#~\"", "\"5f3-61a:gzip\""})
  void isAStrongTag(String tag) {
    assertThat(Validator.of(answer(Map.of("ETag", List.of(tag))))).contains(new Validator(tag));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "\"",
        "\"\"",
        "W/\"a\"",
        "w/\"a\"",
        "\"a",
        "\"a b\"",
        "\"\u00fc\"",
        "\"a\", \"b\""
      })
  void isNoOtherTag(String tag) {
    assertThat(Validator.of(answer(Map.of("ETag", List.of(tag))))).isEmpty();
  }

  @Test
  void isTheTagThoughThereIsADate() {
    assertThat(
            Validator.of(
                answer(
                    Map.of(
                        "ETag", List.of("\"a\""),
                        "Last-Modified", List.of(MODIFIED),
                        "Date", List.of("Fri, 02 Jan 2026 00:00:00 GMT")))))
        .contains(new Validator("\"a\""));
  }

  @ParameterizedTest
  @CsvSource({"00:00:59,false", "00:01:00,true", "00:01:01,true"})
  void isADateThatIsAMinuteOldAtLeast(String time, boolean strong) {
    assertThat(
            Validator.of(
                answer(
                    Map.of(
                        "Last-Modified",
                        List.of(MODIFIED),
                        "Date",
                        List.of("Thu, 01 Jan 2026 " + time + " GMT")))))
        .isEqualTo(strong ? Optional.of(new Validator(MODIFIED)) : Optional.empty());
  }

  @Test
  void isNoDateWithoutTheTimeOfTheAnswer() {
    assertThat(Validator.of(answer(Map.of("Last-Modified", List.of(MODIFIED))))).isEmpty();
  }

  @Test
  void isNoDateWhereATagIsWeak() {
    assertThat(
            Validator.of(
                answer(
                    Map.of(
                        "ETag", List.of("W/\"a\""),
                        "Last-Modified", List.of(MODIFIED),
                        "Date", List.of("Fri, 02 Jan 2026 00:00:00 GMT")))))
        .isEmpty();
  }

  @Test
  void isNoneOfSeveral() {
    assertThat(Validator.of(answer(Map.of("ETag", List.of("\"a\"", "\"b\""))))).isEmpty();
  }
}
