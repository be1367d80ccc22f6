package dev.leash.benchmarks.cancel;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Watches the connections of one round, as the server sees them. Safe for use by several threads.
 */
final class Watch {
  /** A bound for failures alone. */
  static final int PATIENCE_SECONDS = 60;

  private final CountDownLatch settled;
  private final CountDownLatch closed;
  private final AtomicLong lastClosed = new AtomicLong(Long.MIN_VALUE);

  Watch(int connections) {
    settled = new CountDownLatch(connections);
    closed = new CountDownLatch(connections);
  }

  /** A connection does what it shall do. */
  void settle() {
    settled.countDown();
  }

  /** A connection was seen closed, at that {@link System#nanoTime}. */
  void close(long nanos) {
    lastClosed.accumulateAndGet(nanos, Math::max);
    closed.countDown();
  }

  void awaitSettled() throws InterruptedException {
    await(settled, "a download did not come as far as it should");
  }

  /** When the last of them was seen closed. */
  long awaitClosed() throws InterruptedException {
    await(closed, "a connection was not closed");
    return lastClosed.get();
  }

  private static void await(CountDownLatch latch, String otherwise) throws InterruptedException {
    if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(otherwise + " within " + PATIENCE_SECONDS + " s");
    }
  }
}
