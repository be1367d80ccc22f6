package dev.leash.benchmarks.install.server;

import java.util.concurrent.Semaphore;

/**
 * How many bytes of a connection may be on their way: few at first, and one more for each that
 * arrived, as TCP begins. For one sender and one receiver.
 */
final class Window {
  /** Ten segments (RFC 6928). */
  private static final int FIRST = 14_600;

  /** More than is on its way for 20 ms at 1 Gbit/s. */
  private static final int MOST = 4 << 20;

  private final Semaphore free = new Semaphore(FIRST);
  private int size = FIRST;

  /** Waits until some may be sent, and takes as many as may, up to these. */
  int take(int most) throws InterruptedException {
    free.acquire();
    int more = Math.min(most - 1, free.availablePermits());
    return more > 0 && free.tryAcquire(more) ? 1 + more : 1;
  }

  /** Taken, and not sent. */
  void giveBack(int bytes) {
    free.release(bytes);
  }

  void arrived(int bytes) {
    int growth = Math.min(bytes, MOST - size);
    size += growth;
    free.release(bytes + growth);
  }
}
