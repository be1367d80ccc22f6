package dev.leash.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Reads a Retry-After header (RFC 9110, section 10.2.3). */
final class RetryAfter {
  /** A day: a server that says more means never, and a sum of such values must not overflow. */
  static final long MAX_SECONDS = Duration.ofDays(1).toSeconds();

  /** As many as surely fit a long. */
  private static final int MAX_DIGITS = 18;

  private static final Pattern SECONDS = Pattern.compile("[0-9]+");

  private RetryAfter() {}

  /** What an answer's header says, as below; empty when it has none. */
  static OptionalLong seconds(Answer answer, Instant now) {
    List<String> values = answer.all(HttpHeaders.RETRY_AFTER);
    return values.isEmpty() ? OptionalLong.empty() : seconds(values.getFirst(), now);
  }

  /**
   * The seconds to wait, at most {@link #MAX_SECONDS}; empty when the value is neither of the two
   * forms.
   */
  static OptionalLong seconds(String value, Instant now) {
    String text = value.strip();
    if (SECONDS.matcher(text).matches()) {
      return OptionalLong.of(
          text.length() > MAX_DIGITS ? MAX_SECONDS : Math.min(Long.parseLong(text), MAX_SECONDS));
    }
    @Nullable Instant date = DateUtils.parseStandardDate(text);
    if (date == null) {
      return OptionalLong.empty();
    }
    long seconds = Duration.between(now, date).toSeconds();
    return OptionalLong.of(Math.clamp(seconds, 0, MAX_SECONDS));
  }
}
