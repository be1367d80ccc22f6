package dev.leash.benchmarks.install.server;

import java.util.function.LongSupplier;

/** When bytes arrive that are put onto a wire, which all connections share. Safe for threads. */
final class Wire {
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final LongSupplier nanoTime;
  private long freeAt;

  Wire(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    freeAt = nanoTime.getAsLong();
  }

  /** Puts them on it, after all that is on it already; returns when the last of them arrives. */
  synchronized long send(int bytes) {
    long now = nanoTime.getAsLong();
    long begin = freeAt - now > 0 ? freeAt : now;
    freeAt = begin + bytes * (8 * NANOS_PER_SECOND) / Link.BITS_PER_SECOND;
    return freeAt + Link.ROUND_TRIP_MILLIS * NANOS_PER_MILLI;
  }
}
