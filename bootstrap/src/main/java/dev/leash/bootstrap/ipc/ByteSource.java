package dev.leash.bootstrap.ipc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * A connection's input, byte by byte; a connection that breaks is one that ends. Used by one
 * thread.
 */
final class ByteSource {
  private static final int BUFFER = 64 * 1024;

  private final ReadableByteChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);

  ByteSource(ReadableByteChannel channel) {
    this.channel = channel;
  }

  /** The next byte, which stays; -1 at the end. */
  int peek() {
    return fill() ? buffer.get(buffer.position()) & 0xff : -1;
  }

  /** The next byte; -1 at the end. */
  int read() {
    return fill() ? buffer.get() & 0xff : -1;
  }

  /** Fills the target; false when the input ends before. */
  boolean readFully(byte[] target) {
    int read = 0;
    while (read < target.length) {
      if (!fill()) {
        return false;
      }
      int count = Math.min(buffer.remaining(), target.length - read);
      buffer.get(target, read, count);
      read += count;
    }
    return true;
  }

  private boolean fill() {
    while (!buffer.hasRemaining()) {
      buffer.clear();
      try {
        if (channel.read(buffer) < 0) {
          buffer.limit(0);
          return false;
        }
      } catch (IOException e) {
        buffer.limit(0);
        return false;
      }
      buffer.flip();
    }
    return true;
  }
}
