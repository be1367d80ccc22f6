package dev.leash.benchmarks.cancel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a server does to a download. */
enum Conduct {
  /** Sends as fast as it is read. */
  FLOWING("http", true),
  /** Sends a few bytes now and then. */
  DRIPPING("http", true),
  /** Sends a head and some of the body, then nothing. */
  STALLED("http", true),
  /** Reads the request, and never answers. */
  SILENT("http", false),
  /** Reads what begins a TLS handshake, and never answers. */
  HANDSHAKE("https", false);

  private final String scheme;
  private final boolean sending;

  Conduct(String scheme, boolean sending) {
    this.scheme = scheme;
    this.sending = sending;
  }

  /** Whether there is a body, or some of it. */
  boolean isSending() {
    return sending;
  }

  String shown() {
    return name().toLowerCase(Locale.ROOT);
  }

  String url(int port) {
    return scheme + "://127.0.0.1:" + port + "/" + shown();
  }

  /** What a request's first line asks for. */
  static Optional<Conduct> asked(String line) {
    return Arrays.stream(values())
        .filter(conduct -> line.startsWith("GET /" + conduct.shown() + " "))
        .findFirst();
  }
}
