package dev.leash.http;

import java.io.IOException;

/** A kept connection turned out to be of no use before anything was sent over it. */
final class StaleConnectionException extends IOException {
  private static final long serialVersionUID = 1L;

  StaleConnectionException() {
    super("a kept connection has bytes that nobody asked for");
  }
}
