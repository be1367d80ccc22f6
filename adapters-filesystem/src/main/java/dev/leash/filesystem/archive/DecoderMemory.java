package dev.leash.filesystem.archive;

import dev.leash.domain.port.Cancellation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What all decoders may take at once, because each may take half of a small heap. Who comes first
 * is served first; who needs more than there is, is served alone. Thread-safe.
 */
final class DecoderMemory {
  /** Less is not waited for: each of thousands of small blocks would be. */
  private static final long UNCOUNTED = 1 << 20;

  private final long total;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by lock.
  private final Deque<Object> waiting = new ArrayDeque<>();
  private long taken;

  DecoderMemory(long total) {
    this.total = total;
  }

  /** Half of the heap. */
  static DecoderMemory ofThisMachine() {
    return new DecoderMemory(Runtime.getRuntime().maxMemory() / 2);
  }

  /** Waits for its turn, or the cancellation. */
  Share take(long bytes, ArrivingBytes source) throws ExtractionEnded {
    if (bytes <= UNCOUNTED) {
      return () -> {};
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
    return () -> giveBack(share);
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

  /** A part of it, until it is closed. */
  interface Share extends AutoCloseable {
    @Override
    void close();
  }
}
