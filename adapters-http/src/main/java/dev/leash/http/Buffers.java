package dev.leash.http;

import java.util.concurrent.Semaphore;

/**
 * Buffers for bodies: large ones, which are quicker, for so many transfers at a time, and small
 * ones for the others, so that a thousand transfers do not take the heap. Safe for use by several
 * threads.
 */
final class Buffers {
  /** Beyond so many at once the disk and the cores are what bounds them. */
  private static final int LARGE_ONES = 64;

  private static final int SMALL = 16 * 1024;

  private final int size;
  private final Semaphore large = new Semaphore(LARGE_ONES);

  /**
   * None are made yet.
   *
   * @param size of a large one, in bytes
   */
  Buffers(int size) {
    this.size = size;
  }

  /** A buffer until it is closed; never waits. */
  Lease lease() {
    return large.tryAcquire()
        ? new Lease(new byte[size], large::release)
        : new Lease(new byte[Math.min(size, SMALL)], () -> {});
  }

  /** A buffer that somebody has for a while. */
  static final class Lease implements AutoCloseable {
    private final byte[] bytes;
    private final Runnable giveBack;

    private Lease(byte[] bytes, Runnable giveBack) {
      this.bytes = bytes;
      this.giveBack = giveBack;
    }

    byte[] bytes() {
      return bytes;
    }

    @Override
    public void close() {
      giveBack.run();
    }
  }
}
