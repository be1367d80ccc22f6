package dev.leash.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What tells a version of a resource from all its others to the byte: a strong validator (RFC 9110,
 * section 8.8.1).
 *
 * @param value for an If-Range header
 */
record Validator(String value) {
  /**
   * RFC 9110, section 8.8.3, less the characters beyond ASCII, which may not come back as they
   * were, and less the empty tag, with which a server tells nothing from nothing.
   */
  private static final Pattern STRONG_TAG = Pattern.compile("\"[\\x21\\x23-\\x7e]+\"");

  /**
   * How much older than its answer a date must be. RFC 9110, section 8.8.2.2, asks for a second if
   * one clock made both, else for enough to make up for two clocks; as they cannot be told apart,
   * it is the minute that RFC 7232 asked for, and Chromium does.
   */
  private static final Duration MARGIN = Duration.ofSeconds(60);

  /** The answer's strong validator, if it has one. */
  static Optional<Validator> of(Answer answer) {
    List<String> tags = answer.all(HttpHeaders.ETAG);
    if (tags.isEmpty()) {
      return answer
          .one(HttpHeaders.LAST_MODIFIED)
          .filter(modified -> isStrong(modified, answer.one(HttpHeaders.DATE)))
          .map(Validator::new);
    }
    // RFC 9110, section 13.1.5: a date must not stand in for a tag that will not do.
    return tags.size() == 1 && STRONG_TAG.matcher(tags.getFirst()).matches()
        ? Optional.of(new Validator(tags.getFirst()))
        : Optional.empty();
  }

  private static boolean isStrong(String modified, Optional<String> answered) {
    @Nullable Instant then = DateUtils.parseStandardDate(modified);
    @Nullable Instant now = answered.map(DateUtils::parseStandardDate).orElse(null);
    return then != null && now != null && !then.plus(MARGIN).isAfter(now);
  }
}
