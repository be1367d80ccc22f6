package dev.leash.http;

import java.time.Duration;

/** The default settings but for one. */
final class Settings {
  private static final HttpSettings DEFAULT = HttpSettings.DEFAULT;

  private Settings() {}

  static HttpSettings withConnectTimeout(Duration timeout) {
    return new HttpSettings(
        timeout,
        DEFAULT.responseTimeout(),
        DEFAULT.stallTimeout(),
        DEFAULT.idleTimeout(),
        DEFAULT.maxRedirects(),
        DEFAULT.userAgent(),
        DEFAULT.maxHeaderLine(),
        DEFAULT.maxHeaders(),
        DEFAULT.bufferSize(),
        DEFAULT.maxConnections());
  }
}
