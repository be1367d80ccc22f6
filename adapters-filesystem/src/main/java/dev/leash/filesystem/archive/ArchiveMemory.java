package dev.leash.filesystem.archive;

import dev.leash.domain.port.Cancellation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What all archives may take of the heap at once, for their directories and their decoders: nobody
 * says how many come at a time that take half of a small heap each. Who comes first is served
 * first; who needs more than there is, is served alone. Who waits here must hold no share. Safe for
 * use by several threads.
 */
final class ArchiveMemory {
  /** Less is not waited for: each of thousands of small archives and blocks would be. */
  static final long UNCOUNTED = 128 << 10;

  private final long total;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by lock.
  private final Deque<Object> waiting = new ArrayDeque<>();
  private long taken;

  ArchiveMemory(long total) {
    this.total = total;
  }

  /** Waits for its turn, or the cancellation. */
  Share take(long bytes, ArrivingBytes source) throws ExtractionEnded {
    if (bytes <= UNCOUNTED) {
      return new Share(0);
    }
    long share = Math.min(bytes, total);
    Object turn = new Object();
    try (Cancellation.Registration _ = source.onCancel(this::wakeAll)) {
      lock.lock();
      try {
        waiting.add(turn);
        while (waiting.peekFirst() != turn || taken + share > total) {
          source.stopIfCancelled();
          changed.awaitUninterruptibly();
        }
        taken += share;
      } finally {
        waiting.remove(turn);
        changed.signalAll();
        lock.unlock();
      }
    }
    return new Share(share);
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

  private void giveBack(long share) {
    lock.lock();
    try {
      taken -= share;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A part of it, until it is closed. Of one thread. */
  final class Share implements AutoCloseable {
    private long held;

    private Share(long held) {
      this.held = held;
    }

    /** Gives all back that is beyond these bytes. */
    void shrinkTo(long bytes) {
      long kept = Math.min(held, bytes);
      giveBack(held - kept);
      held = kept;
    }

    @Override
    public void close() {
      shrinkTo(0);
    }
  }
}
