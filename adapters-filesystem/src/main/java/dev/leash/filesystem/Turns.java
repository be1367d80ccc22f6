package dev.leash.filesystem;

import dev.leash.domain.port.Cancellation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets publications that touch the same folder go one after the other, in the order in which they
 * came, and all others at once. Safe for use by several threads.
 */
final class Turns {
  private final ReentrantLock lock = new ReentrantLock();

  /** Those that have a turn or wait for one, in the order in which they came. Guarded by lock. */
  private final List<Turn> queue = new ArrayList<>();

  /**
   * Waits for the folder's turn.
   *
   * @return empty when the download is over
   */
  Optional<Turn> take(Path folder, Cancellation cancellation) {
    Turn turn = new Turn(Destination.folded(folder));
    lock.lock();
    try {
      queue.add(turn);
    } finally {
      lock.unlock();
    }
    try (Cancellation.Registration _ = cancellation.onCancel(turn::wake)) {
      if (turn.await(cancellation)) {
        return Optional.of(turn);
      }
    }
    turn.close();
    return Optional.empty();
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

    private Turn(Path folder) {
      this.folder = folder;
    }

    private boolean await(Cancellation cancellation) {
      lock.lock();
      try {
        while (!cancellation.isCancelled() && !isNext()) {
          mayGo.awaitUninterruptibly();
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
        queue.forEach(turn -> turn.mayGo.signal());
      } finally {
        lock.unlock();
      }
    }
  }
}
