package dev.leash.bootstrap.demo;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The transfers that are silent. Each keeps a thread, and none sees that its client has gone, as
 * only who sends does; so there are few, and the oldest gives way. Safe for use by several threads.
 */
final class Silences {
  /** As many as one sees stall side by side; most of the origin's threads are left to others. */
  static final int MOST = DemoOrigin.THREADS / 4;

  /** For longer than the daemon waits for a byte. */
  private static final long SECONDS = 60;

  // Guarded by this; the oldest is first.
  private final Deque<CountDownLatch> open = new ArrayDeque<>();

  /**
   * Says nothing for long.
   *
   * @throws IOException when it has to make way
   */
  void keep() throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    enter(over);
    try {
      if (over.await(SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("another is silent in its place");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      leave(over);
    }
  }

  private synchronized void enter(CountDownLatch over) {
    open.add(over);
    if (open.size() > MOST) {
      open.remove().countDown();
    }
  }

  private synchronized void leave(CountDownLatch over) {
    open.remove(over);
  }
}
