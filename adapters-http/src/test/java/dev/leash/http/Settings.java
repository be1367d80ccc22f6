package dev.leash.http;

import java.time.Duration;

/** The default settings but for one. */
final class Settings {
  private static final HttpSettings DEFAULT = HttpSettings.DEFAULT;

  private Settings() {}

  static HttpSettings withConnectTimeout(Duration timeout) {
    return with(timeout, DEFAULT.stallTimeout());
  }

  static HttpSettings withStallTimeout(Duration timeout) {
    return with(DEFAULT.connectTimeout(), timeout);
  }

  private static HttpSettings with(Duration connect, Duration stall) {
    return new HttpSettings(
        connect,
        DEFAULT.responseTimeout(),
        stall,
        DEFAULT.idleTimeout(),
        DEFAULT.maxRedirects(),
        DEFAULT.userAgent(),
        DEFAULT.maxHeaderLine(),
        DEFAULT.maxHeaders(),
        DEFAULT.bufferSize(),
        DEFAULT.maxConnections());
  }
}
