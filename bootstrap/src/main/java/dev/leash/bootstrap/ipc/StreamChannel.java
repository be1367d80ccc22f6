package dev.leash.bootstrap.ipc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;

/**
 * Two streams as one client's connection, which lasts as long as the daemon: its end asks for a
 * shutdown. For one thread that reads and one that writes; any may close it.
 */
final class StreamChannel implements ByteChannel {
  private static final int CHUNK = 64 * 1024;

  private final InputStream in;
  private final OutputStream out;
  private final Runnable ended;
  private final byte[] read = new byte[CHUNK];
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  /**
   * @param ended asks for a shutdown, and returns at once; may be called more than once
   */
  StreamChannel(InputStream in, OutputStream out, Runnable ended) {
    this.in = in;
    this.out = out;
    this.ended = ended;
  }

  @Override
  public int read(ByteBuffer target) {
    int count = isOpen() ? readSome(target.remaining()) : -1;
    if (count > 0) {
      target.put(read, 0, count);
    }
    return count;
  }

  /**
   * Asks for a shutdown, and waits until that closes the channel: so whoever still reads the output
   * hears how each download ended.
   */
  void awaitShutdown() {
    ended.run();
    closed.join();
  }

  private int readSome(int atMost) {
    try {
      return in.read(read, 0, Math.min(atMost, CHUNK));
    } catch (IOException e) {
      // An input that breaks has ended.
      return -1;
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
    int count = source.remaining();
    byte[] bytes = new byte[count];
    source.get(bytes);
    out.write(bytes);
    out.flush();
    return count;
  }

  @Override
  public boolean isOpen() {
    return !closed.isDone();
  }

  /**
   * The streams stay open: closing one waits, on some platforms, for the thread that is blocked in
   * it.
   */
  @Override
  public void close() {
    closed.complete(null);
    ended.run();
  }
}
