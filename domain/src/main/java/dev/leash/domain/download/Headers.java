package dev.leash.domain.download;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Request headers of the caller's, sent to the download URL's origin only. Their values may be
 * secrets: {@link #toString} leaves them out.
 *
 * @param values by name; at most 100, of names that the transfer does not need for itself
 */
public record Headers(Map<String, String> values) {
  public static final Headers NONE = new Headers(Map.of());

  private static final int MAX_COUNT = 100;
  private static final int MAX_VALUE = 8_192;

  /** A token of RFC 9110, section 5.6.2. */
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");

  /**
   * Framing, hop-by-hop and range headers: with them a caller could desynchronise the connection or
   * mix two files.
   */
  private static final Set<String> OWN =
      Set.of(
          "host",
          "content-length",
          "transfer-encoding",
          "connection",
          "keep-alive",
          "te",
          "trailer",
          "upgrade",
          "expect",
          "range",
          "if-range",
          "if-match",
          "if-none-match",
          "if-modified-since",
          "if-unmodified-since",
          "accept-encoding",
          "proxy-connection");

  public Headers {
    if (values.size() > MAX_COUNT) {
      throw new IllegalArgumentException("headers must be at most " + MAX_COUNT);
    }
    values.forEach(Headers::check);
    requireDistinct(values.keySet());
    values = Map.copyOf(values);
  }

  @Override
  public String toString() {
    return values.keySet().toString();
  }

  private static void check(String name, String value) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("headers has a name that is no HTTP header name");
    }
    if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "headers must not have " + name + ": the transfer sets it itself");
    }
    if (value.length() > MAX_VALUE || !value.chars().allMatch(Headers::isOfAValue)) {
      throw new IllegalArgumentException(
          "headers has a value for "
              + name
              + " that is no HTTP header value of at most "
              + MAX_VALUE
              + " characters");
    }
  }

  /** RFC 9110, section 5.5: what is beyond one byte would be cut to one, to a line feed even. */
  private static boolean isOfAValue(int c) {
    return c == '\t' || (c <= 0xff && !Character.isISOControl(c));
  }

  /** Names are the same in upper and lower case (RFC 9110, section 5.1). */
  private static void requireDistinct(Set<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("headers must not have " + name + " twice");
      }
    }
  }
}
