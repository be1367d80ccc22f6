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
  private static final int LAST_PORT = 65_535;

  public WebSettings {
    port = port("web", port);
    origins = origins.stream().map(Origins::normal).toList();
  }

  /**
   * A port, 0 for one that is free.
   *
   * @param option what a person has given it by
   * @throws IllegalArgumentException when it is none
   */
  public static int port(String option, int number) {
    if (number < 0 || number > LAST_PORT) {
      throw new IllegalArgumentException(
          option + " takes a port, 0 to " + LAST_PORT + ", not " + number);
    }
    return number;
  }
}
