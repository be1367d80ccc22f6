package dev.leash.filesystem.archive;

import dev.leash.domain.port.Cancellation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What all archives may take at once, for their directories and their decoders: nobody says how
 * many come at a time that take half of a small heap each. Who comes first is served first, unless
 * others fit in meanwhile; who needs more than there is, is served alone. Who waits here must hold
 * no share but {@linkplain Share#keep kept} ones. Safe for use by several threads.
 */
final class ArchiveMemory {
  /** Less is not waited for: each of thousands of small archives and blocks would be. */
  static final long UNCOUNTED = 128 << 10;

  /**
   * How many that came later are served before one that does not fit in: a download that drips may
   * hold a large share for hours, and small ones shall not wait for as long behind a large one.
   */
  static final int MOST_PASSING = 64;

  private final long total;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by lock.
  private final Deque<Waiter> waiting = new ArrayDeque<>();
  private long taken;

  /** The part of it that is held by those who may be waiting for more. */
  private long kept;

  /** Guarded by the lock. */
  private static final class Waiter {
    final long share;
    int passedBy;

    Waiter(long share) {
      this.share = share;
    }
  }

  ArchiveMemory(long total) {
    this.total = total;
  }

  /** Waits for its turn, or the cancellation. */
  Share take(long bytes, ArrivingBytes source) throws ExtractionEnded {
    if (bytes <= UNCOUNTED) {
      return new Share(0);
    }
    Waiter waiter = new Waiter(Math.min(bytes, total));
    try (Cancellation.Registration _ = source.onCancel(this::wakeAll)) {
      lock.lock();
      try {
        waiting.add(waiter);
        while (!isTurnOf(waiter)) {
          source.stopIfCancelled();
          changed.awaitUninterruptibly();
        }
        passThoseBefore(waiter);
        taken += waiter.share;
      } finally {
        waiting.remove(waiter);
        changed.signalAll();
        lock.unlock();
      }
    }
    return new Share(waiter.share);
  }

  private boolean isTurnOf(Waiter waiter) {
    for (Waiter earlier : waiting) {
      if (earlier == waiter) {
        return fits(waiter);
      }
      if (fits(earlier) || earlier.passedBy == MOST_PASSING) {
        return false;
      }
    }
    throw new IllegalStateException("it does not wait");
  }

  /**
   * Where all that is taken is kept, all who have it may be waiting, and nobody would give back.
   */
  private boolean fits(Waiter waiter) {
    return taken + waiter.share <= total || taken == kept;
  }

  private void passThoseBefore(Waiter waiter) {
    for (Waiter earlier : waiting) {
      if (earlier == waiter) {
        return;
      }
      earlier.passedBy++;
    }
  }

  /** How many wait for their turn. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private void wakeAll() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void change(long takenBy, long keptBy) {
    lock.lock();
    try {
      taken += takenBy;
      kept += keptBy;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A part of it, until it is closed. Of one thread. */
  final class Share implements AutoCloseable {
    private long held;
    private boolean isKept;

    private Share(long held) {
      this.held = held;
    }

    /** Gives all back that is beyond these bytes. */
    void shrinkTo(long bytes) {
      long more = Math.min(0, bytes - held);
      change(more, isKept ? more : 0);
      held += more;
    }

    /** Shrinks; from now on its holder may wait for another one. */
    void keep(long bytes) {
      shrinkTo(bytes);
      change(0, isKept ? 0 : held);
      isKept = true;
    }

    @Override
    public void close() {
      shrinkTo(0);
    }
  }
}
