package dev.leash.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void readsSeconds() {
    assertThat(RetryAfter.seconds(" 120 ", NOW)).hasValue(120);
  }

  @Test
  void readsADate() {
    assertThat(RetryAfter.seconds("Thu, 01 Jan 2026 00:02:00 GMT", NOW)).hasValue(120);
  }

  @Test
  void takesADateInThePastForNow() {
    assertThat(RetryAfter.seconds("Wed, 31 Dec 2025 00:00:00 GMT", NOW)).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"86401", "9999999999", "Tue, 01 Jan 2999 00:00:00 GMT"})
  void waitsADayAtTheMost(String value) {
    assertThat(RetryAfter.seconds(value, NOW)).hasValue(86_400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1", "1.5", "soon", "Thu, 99 Jan 2026 00:00:00 GMT"})
  void ignoresWhatIsNeither(String value) {
    assertThat(RetryAfter.seconds(value, NOW)).isEmpty();
  }

  @Test
  void takesMoreThanALongHoldsForTheMost() {
    assertThat(RetryAfter.seconds("9".repeat(40), NOW)).hasValue(RetryAfter.MAX_SECONDS);
  }
}
