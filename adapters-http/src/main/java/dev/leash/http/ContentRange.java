package dev.leash.http;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * Which bytes of the whole a part has (RFC 9110, section 14.4).
 *
 * @param first counted from 0
 * @param last which is in the part, too
 * @param total of the whole; empty when the server does not say
 */
record ContentRange(long first, long last, OptionalLong total) {
  /** Numbers with as many digits as surely fit a long. */
  private static final Pattern TEXT =
      Pattern.compile(
          "(?i:bytes)[ \t]+(?<first>[0-9]{1,18})-(?<last>[0-9]{1,18})/(?<total>[0-9]{1,18}|[*])");

  ContentRange {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException(
          "last must not be before first, but the range was " + first + " to " + last);
    }
    if (total.orElse(Long.MAX_VALUE) <= last) {
      throw new IllegalArgumentException(
          "total must be more than last, but was " + total + " for " + last);
    }
  }

  /** Reads a Content-Range header; empty when it tells of no range of bytes that can be. */
  static Optional<ContentRange> parse(String value) {
    Matcher matcher = TEXT.matcher(value.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long first = Long.parseLong(matcher.group("first"));
    long last = Long.parseLong(matcher.group("last"));
    OptionalLong total =
        matcher.group("total").equals("*")
            ? OptionalLong.empty()
            : OptionalLong.of(Long.parseLong(matcher.group("total")));
    return first <= last && last < total.orElse(Long.MAX_VALUE)
        ? Optional.of(new ContentRange(first, last, total))
        : Optional.empty();
  }

  /**
   * What an answer of status 206 has; empty when it does not say so clearly, or has several parts.
   */
  static Optional<ContentRange> of(Answer answer) {
    boolean several =
        answer.all(HttpHeaders.CONTENT_TYPE).stream()
            .anyMatch(type -> type.toLowerCase(Locale.ROOT).startsWith("multipart/byteranges"));
    return several
        ? Optional.empty()
        : answer
            .one(HttpHeaders.CONTENT_RANGE)
            .flatMap(ContentRange::parse)
            .filter(range -> answer.length().orElse(range.length()) == range.length());
  }

  long length() {
    return last - first + 1;
  }

  /** The position after the last byte. */
  long end() {
    return last + 1;
  }
}
