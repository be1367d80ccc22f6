package dev.leash.filesystem;

import dev.leash.domain.port.ArrivingFile.Needs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the readers of a generation are in need of, and who hears of it. Not safe for use by several
 * threads; what is to be told is handed out, so that it is told without the file's lock.
 */
final class Demand {
  /** Hints are only hints: more than a directory's and a few entries' at a time serve nobody. */
  private static final int MAX_WISHES = 64;

  private static final Needs NOBODY =
      new Needs() {
        @Override
        public void wants(long position, long length) {}

        @Override
        public void waits(long position) {}
      };

  private final Deque<Wish> wishes = new ArrayDeque<>();
  private final List<Waiter> waiters = new ArrayList<>();
  private Needs hearing = NOBODY;

  private record Wish(long position, long length) {}

  /** A reader that waits; not a value, for two may wait for the same. */
  static final class Waiter {
    private final long position;
    private final Predicate<Generation> served;

    /**
     * Waits.
     *
     * @param served whether there is nothing to wait for any more
     */
    Waiter(long position, Predicate<Generation> served) {
      this.position = position;
      this.served = served;
    }

    long position() {
      return position;
    }
  }

  /** Whether somebody hears of it. */
  boolean isHeard() {
    return hearing != NOBODY;
  }

  /** Whom to tell of this wish. */
  Needs add(long position, long length) {
    if (wishes.size() == MAX_WISHES) {
      wishes.removeFirst();
    }
    wishes.addLast(new Wish(position, length));
    return hearing;
  }

  /** Whom to tell of this wait. */
  Needs add(Waiter waiter) {
    waiters.add(waiter);
    return hearing;
  }

  void remove(Waiter waiter) {
    waiters.remove(waiter);
  }

  /** From now on this one hears; gives what tells it of what there is already. */
  Runnable listen(Needs needs, Generation of) {
    hearing = needs;
    List<Wish> wanted = List.copyOf(wishes);
    List<Waiter> waiting = waiters.stream().filter(waiter -> !waiter.served.test(of)).toList();
    return () -> {
      wanted.forEach(wish -> needs.wants(wish.position, wish.length));
      waiting.forEach(waiter -> needs.waits(waiter.position));
    };
  }

  /** It hears no more, unless another does by now. */
  void silence(Needs needs) {
    if (hearing == needs) {
      hearing = NOBODY;
    }
  }
}
