package dev.leash.bootstrap.ipc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.Optional;

/**
 * A connection's input, byte by byte; a connection that breaks is one that ends. What has come of a
 * message counts as kept for its client until the next one begins. Used by one thread.
 */
final class ByteSource {
  private static final int BUFFER = 64 * 1024;

  private final ReadableByteChannel channel;
  private final ClientMemory.Account account;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
  private long counted;

  ByteSource(ReadableByteChannel channel, ClientMemory.Account account) {
    this.channel = channel;
    this.account = account;
  }

  /** Where what is kept for this client counts. */
  ClientMemory.Account account() {
    return account;
  }

  /** What came until now is kept no longer. */
  void forget() {
    if (counted > 0) {
      account.take(counted);
      counted = 0;
    }
  }

  /** Reads to the end, and keeps nothing of it. */
  void discard() {
    while (fill()) {
      buffer.limit(0);
      forget();
    }
  }

  /** The next byte, which stays; -1 at the end. */
  int peek() {
    return fill() ? buffer.get(buffer.position()) & 0xff : -1;
  }

  /** The next byte; -1 at the end. */
  int read() {
    return fill() ? buffer.get() & 0xff : -1;
  }

  /**
   * Exactly so many bytes; empty when the input ends before. They take no more room than has come:
   * whoever announces much and sends nothing costs nothing.
   */
  Optional<byte[]> read(int length) {
    byte[] bytes = new byte[Math.min(length, BUFFER)];
    int read = 0;
    while (read < length) {
      if (!fill()) {
        return Optional.empty();
      }
      if (read == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * bytes.length));
      }
      int count = Math.min(buffer.remaining(), bytes.length - read);
      buffer.get(bytes, read, count);
      read += count;
    }
    return Optional.of(bytes);
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
      counted += buffer.remaining();
      account.add(buffer.remaining());
    }
    return true;
  }
}
