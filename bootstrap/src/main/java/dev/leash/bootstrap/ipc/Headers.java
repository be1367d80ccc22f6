package dev.leash.bootstrap.ipc;

import java.util.Locale;
import java.util.Optional;

/**
 * Reads messages with headers as in the Language Server Protocol's base protocol; all but the
 * length are ignored.
 */
final class Headers {
  private static final int MAX_LINE = 1_024;
  private static final int MAX_HEADERS = 16;

  private Headers() {}

  static Framing.Incoming next(ByteSource source, int maxBytes) {
    long length = -1;
    for (int count = 0; count <= MAX_HEADERS; count++) {
      Optional<String> line = line(source);
      if (line.isEmpty()) {
        return new Framing.Incoming.End();
      }
      if (line.get().length() > MAX_LINE) {
        return new Framing.Incoming.Garbled("a header is too long");
      }
      if (line.get().isEmpty()) {
        return body(source, length, maxBytes);
      }
      if (line.get().toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        long said = length(line.get());
        if (length >= 0 && said != length) {
          return new Framing.Incoming.Garbled("it has two lengths");
        }
        length = said;
      }
    }
    return new Framing.Incoming.Garbled("too many headers");
  }

  private static Framing.Incoming body(ByteSource source, long length, int maxBytes) {
    if (length < 0) {
      return new Framing.Incoming.Garbled("there is no valid Content-Length header");
    }
    if (length > maxBytes) {
      return new Framing.Incoming.TooLong();
    }
    return source
        .read((int) length)
        .<Framing.Incoming>map(Framing.Incoming.Message::new)
        .orElseGet(Framing.Incoming.End::new);
  }

  private static long length(String header) {
    String value = header.substring(header.indexOf(':') + 1).strip();
    if (value.isEmpty() || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      // Digits alone: longer than any number that we know.
      return Long.MAX_VALUE;
    }
  }

  /**
   * A line less its end; empty at the end of the input. Of an overlong one no more is read than
   * shows that it is.
   */
  private static Optional<String> line(ByteSource source) {
    StringBuilder line = new StringBuilder();
    int next = source.read();
    while (next >= 0 && next != '\n' && line.length() <= MAX_LINE) {
      line.append((char) next);
      next = source.read();
    }
    if (next < 0) {
      return Optional.empty();
    }
    if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
      line.setLength(line.length() - 1);
    }
    return Optional.of(line.toString());
  }
}
