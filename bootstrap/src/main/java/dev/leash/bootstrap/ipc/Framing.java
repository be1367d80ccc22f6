package dev.leash.bootstrap.ipc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** How messages are told apart on one connection, both ways. */
enum Framing {
  /** One message a line. */
  LINES {
    @Override
    ByteBuffer frame(byte[] message) {
      return ByteBuffer.allocate(message.length + 1).put(message).put((byte) '\n').flip();
    }

    @Override
    Incoming next(ByteSource source, int maxBytes) {
      return Lines.next(source, maxBytes);
    }
  },
  /** The headers of the Language Server Protocol's base protocol. */
  HEADERS {
    @Override
    ByteBuffer frame(byte[] message) {
      byte[] header =
          ("Content-Length: " + message.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
      return ByteBuffer.allocate(header.length + message.length).put(header).put(message).flip();
    }

    @Override
    Incoming next(ByteSource source, int maxBytes) {
      return Headers.next(source, maxBytes);
    }
  },
  /** A mark after each message, on what carries whole messages: {@link MessageChannel}. */
  MARKED {
    @Override
    ByteBuffer frame(byte[] message) {
      return ByteBuffer.allocate(message.length + 1).put(message).put(MessageChannel.MARK).flip();
    }

    @Override
    Incoming next(ByteSource source, int maxBytes) {
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      for (int next = source.read(); next >= 0; next = source.read()) {
        if ((byte) next == MessageChannel.MARK) {
          return new Incoming.Message(message.toByteArray());
        }
        if (message.size() == maxBytes) {
          return new Incoming.TooLong();
        }
        message.write(next);
      }
      return new Incoming.End();
    }
  };

  abstract ByteBuffer frame(byte[] message);

  /** Blocks for the next message. */
  abstract Incoming next(ByteSource source, int maxBytes);

  /** What came. */
  sealed interface Incoming {
    /** No record, because arrays have no value equality. */
    final class Message implements Incoming {
      private final byte[] bytes;

      Message(byte[] bytes) {
        this.bytes = bytes;
      }

      byte[] bytes() {
        return bytes;
      }
    }

    record TooLong() implements Incoming {}

    /** Not framed as this connection is. */
    record Garbled(String why) implements Incoming {}

    record End() implements Incoming {}
  }
}
