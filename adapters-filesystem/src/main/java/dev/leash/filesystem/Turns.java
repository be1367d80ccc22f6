package dev.leash.filesystem;

import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Clock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets publications that touch the same folder go one after the other, in the order in which they
 * came, and all others at once. Safe for use by several threads.
 */
final class Turns {
  /**
   * A publication takes seconds at the most. When none of those before it has ended for so long,
   * one of them hangs on its disk; a long line that moves is waited for as long as it takes.
   */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();

  /** Those that have a turn or wait for one, in the order in which they came. Guarded by lock. */
  private final List<Turn> queue = new ArrayList<>();

  Turns(Clock clock) {
    this.clock = clock;
  }

  /** What became of the wait. */
  sealed interface Taken {
    record Granted(Turn turn) implements Taken {}

    /** The download is over. */
    record Cancelled() implements Taken {}

    /** The line has not moved for {@link #PATIENCE}. */
    record Busy() implements Taken {}
  }

  /** Waits for the folder's turn, cancellably and not for ever. */
  Taken take(Path folder, Cancellation cancellation) {
    Turn turn = new Turn(Destination.folded(folder));
    lock.lock();
    try {
      queue.add(turn);
    } finally {
      lock.unlock();
    }
    try (Cancellation.Registration _ = cancellation.onCancel(turn::wake)) {
      if (turn.await(cancellation)) {
        return new Taken.Granted(turn);
      }
    }
    turn.close();
    return cancellation.isCancelled() ? new Taken.Cancelled() : new Taken.Busy();
  }

  /** How many have a turn or wait for one. */
  int size() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /** A publication's turn, until it is closed. */
  final class Turn implements AutoCloseable {
    private final Path folder;
    private final Condition mayGo = lock.newCondition();

    /** Guarded by lock. */
    private Duration moved = clock.monotonic();

    private Turn(Path folder) {
      this.folder = folder;
    }

    private boolean await(Cancellation cancellation) {
      lock.lock();
      try {
        while (!cancellation.isCancelled() && !isNext()) {
          Duration left = moved.plus(PATIENCE).minus(clock.monotonic());
          if (!left.isPositive()) {
            return false;
          }
          try (Clock.Alarm _ = clock.after(left, this::wake)) {
            mayGo.awaitUninterruptibly();
          }
        }
        return !cancellation.isCancelled();
      } finally {
        lock.unlock();
      }
    }

    private void wake() {
      lock.lock();
      try {
        mayGo.signal();
      } finally {
        lock.unlock();
      }
    }

    private boolean isNext() {
      for (Turn earlier : queue) {
        if (earlier == this) {
          return true;
        }
        if (Destination.overlap(earlier.folder, folder)) {
          return false;
        }
      }
      return false;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        queue.remove(this);
        queue.stream()
            .filter(turn -> Destination.overlap(turn.folder, folder))
            .forEach(turn -> {
              turn.moved = clock.monotonic();
              turn.mayGo.signal();
            });
      } finally {
        lock.unlock();
      }
    }
  }
}
