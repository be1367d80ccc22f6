package dev.leash.bootstrap.web;

import dev.leash.bootstrap.ipc.MessageChannel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A page's connection, one side of which fails as only a bug does. Safe for use by several threads.
 */
final class BrokenChannel implements MessageChannel {
  /** Which one. */
  enum Side {
    READING("serving a client"),
    WRITING("writing to a client");

    private final String reported;

    Side(String reported) {
      this.reported = reported;
    }

    /** What is said to have failed then. */
    String reported() {
      return reported;
    }
  }

  private static final byte[] CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}".getBytes(StandardCharsets.UTF_8);

  private final Side side;
  private final CompletableFuture<Why> ended = new CompletableFuture<>();
  private final ByteBuffer input = ByteBuffer.allocate(CALL.length + 1).put(CALL).put(MARK).flip();

  BrokenChannel(Side side) {
    this.side = side;
  }

  /** Why it was ended first. */
  Why awaitEnd() throws Exception {
    return ended.get(30, TimeUnit.SECONDS);
  }

  @Override
  public int read(ByteBuffer target) {
    if (side == Side.READING) {
      throw new IllegalStateException("broken");
    }
    if (!input.hasRemaining()) {
      ended.join();
      return -1;
    }
    int count = Math.min(input.remaining(), target.remaining());
    target.put(input.slice(input.position(), count));
    input.position(input.position() + count);
    return count;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new IllegalStateException("broken");
  }

  @Override
  public void refuse() {
    throw new AssertionError("nothing is too long");
  }

  @Override
  public void end(Why why) {
    ended.complete(why);
  }

  @Override
  public boolean isOpen() {
    return !ended.isDone();
  }
}
