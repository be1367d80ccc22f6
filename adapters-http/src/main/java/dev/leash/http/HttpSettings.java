package dev.leash.http;

import java.time.Duration;

/**
 * How archives are fetched.
 *
 * @param connectTimeout for each address of a host that is tried, and for each silence in the TLS
 *     handshake
 * @param responseTimeout from the connection to the end of the answer's head
 * @param stallTimeout without a byte of the body
 * @param idleTimeout after the last transfer, until the connections kept for reuse are closed
 * @param maxRedirects followed one after another
 * @param userAgent sent where the caller's headers have none
 * @param maxHeaderLine characters of one header, folded lines joined
 * @param maxHeaders of one answer
 * @param bufferSize bytes read and written at once
 * @param maxConnections of the pool, in all and for each host; other limits must be reached before
 *     it
 */
public record HttpSettings(
    Duration connectTimeout,
    Duration responseTimeout,
    Duration stallTimeout,
    Duration idleTimeout,
    int maxRedirects,
    String userAgent,
    int maxHeaderLine,
    int maxHeaders,
    int bufferSize,
    int maxConnections) {
  /**
   * Time-outs are curl's and the browsers' order of magnitude; 256 KiB measured the quickest;
   * signed URLs in a Location reach some KiB; the pool has room for 1,000 downloads of 16
   * connections.
   */
  public static final HttpSettings DEFAULT =
      new HttpSettings(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(15),
          10,
          "Leash/0.1",
          16 * 1024,
          200,
          256 * 1024,
          16_384);

  public HttpSettings {
    requirePositive("connectTimeout", connectTimeout);
    requirePositive("responseTimeout", responseTimeout);
    requirePositive("stallTimeout", stallTimeout);
    requirePositive("idleTimeout", idleTimeout);
    if (maxRedirects < 0) {
      throw new IllegalArgumentException(
          "maxRedirects must not be negative, but was " + maxRedirects);
    }
    if (userAgent.isBlank() || userAgent.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "userAgent must be a header value, but was blank or had control characters");
    }
    requirePositive("maxHeaderLine", maxHeaderLine);
    requirePositive("maxHeaders", maxHeaders);
    requirePositive("bufferSize", bufferSize);
    requirePositive("maxConnections", maxConnections);
  }

  private static void requirePositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + " must be positive, but was " + value);
    }
  }

  private static void requirePositive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, but was " + value);
    }
  }
}
