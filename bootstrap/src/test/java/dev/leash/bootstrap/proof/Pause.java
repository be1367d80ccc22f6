package dev.leash.bootstrap.proof;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A short wait that is as long as it shall be: it moves one event against another. */
final class Pause {
  /** What a thread that is parked may wake too late. */
  private static final long SPUN_NANOS = 80_000;

  private Pause() {}

  static void of(Duration duration) {
    long until = System.nanoTime() + duration.toNanos();
    for (long left = duration.toNanos(); left > 0; left = until - System.nanoTime()) {
      if (left > SPUN_NANOS) {
        LockSupport.parkNanos(left - SPUN_NANOS);
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
