package dev.leash.filesystem.archive;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds what the directories of all zips together take of the heap, from their reading to the end
 * of their extraction: nobody says how many archives of 100,000 entries come at once. Who finds no
 * room waits; whose need fits goes first. Safe for use by several threads.
 */
final class PlanMemory {
  /**
   * What the library makes of an entry (570 bytes, measured with 100,000 of 40 characters each),
   * and what we make of it meanwhile.
   */
  private static final long READING_AN_ENTRY = 900;

  /** Our record of an entry, its name, and what the tree keeps of it. */
  private static final long KEEPING_AN_ENTRY = 400;

  private final long capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();

  // Guarded by lock.
  private long taken;

  /**
   * @param capacity in bytes; a plan that needs more is read when there is no other
   */
  PlanMemory(long capacity) {
    this.capacity = capacity;
  }

  /** Waits for the room that the directory takes while it is read. */
  Lease lease(EndRecord end, ArrivingBytes source) throws ExtractionEnded {
    long bytes = Math.min(capacity, end.directorySize() + end.entries() * READING_AN_ENTRY);
    try (var _ = source.onCancel(this::wake)) {
      lock.lock();
      try {
        source.stopIfCancelled();
        while (taken + bytes > capacity) {
          freed.awaitUninterruptibly();
          source.stopIfCancelled();
        }
        taken += bytes;
      } finally {
        lock.unlock();
      }
    }
    return new Lease(bytes, Math.min(bytes, end.entries() * KEEPING_AN_ENTRY));
  }

  private void wake() {
    giveBack(0);
  }

  private void giveBack(long bytes) {
    lock.lock();
    try {
      taken -= bytes;
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Room that is taken. Of one thread. */
  final class Lease implements AutoCloseable {
    private final long kept;
    private long held;

    private Lease(long held, long kept) {
      this.held = held;
      this.kept = kept;
    }

    /** The directory has been read: gives back what only the reading took. */
    void read() {
      giveBack(held - kept);
      held = kept;
    }

    @Override
    public void close() {
      giveBack(held);
      held = 0;
    }
  }
}
