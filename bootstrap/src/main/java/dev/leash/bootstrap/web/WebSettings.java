package dev.leash.bootstrap.web;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How pages are served.
 *
 * @param port on 127.0.0.1; 0 for one that is free
 * @param origins whose pages may connect, beside the gateway's own
 * @param folder what is served at {@code /}; nothing unless told
 */
public record WebSettings(int port, List<String> origins, Optional<Path> folder) {
  private static final int MOST = 65_535;

  public WebSettings {
    if (port < 0 || port > MOST) {
      throw new IllegalArgumentException("web takes a port, 0 to " + MOST + ", not " + port);
    }
    origins = origins.stream().map(Origins::normal).toList();
  }
}
