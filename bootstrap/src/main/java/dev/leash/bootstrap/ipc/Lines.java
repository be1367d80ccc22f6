package dev.leash.bootstrap.ipc;

import java.io.ByteArrayOutputStream;

/** Reads messages that are lines; blank ones are passed over, and the last one needs no end. */
final class Lines {
  private Lines() {}

  static Framing.Incoming next(ByteSource source, int maxBytes) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int next = source.read();
      // The carriage return before the end is no part of the message, and so may be one byte more.
      if (next == '\n' || next < 0) {
        byte[] bytes = line.toByteArray();
        if (!isBlank(bytes)) {
          return new Framing.Incoming.Message(bytes);
        }
        if (next < 0) {
          return new Framing.Incoming.End();
        }
        line.reset();
        source.forget();
      } else if (line.size() >= maxBytes && (next != '\r' || line.size() > maxBytes)) {
        return new Framing.Incoming.TooLong();
      } else {
        line.write(next);
      }
    }
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
