package dev.leash.simulation.schedule;

import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws which task goes on. */
public interface Order {
  /** Whether it is another one's turn, at a step of this one in such a source. */
  boolean isSwitch(Rank running, String site);

  /** The place of the next one. */
  int next(List<? extends Rank> ready);

  /** What an order knows of a task. */
  class Rank {
    int rank;
  }

  /** Each as likely as the other: finds what goes wrong when threads go on side by side. */
  static Order evenly(RandomGenerator random, Focus focus) {
    return new Order() {
      @Override
      public boolean isSwitch(Rank running, String site) {
        return focus.isDrawn(site);
      }

      @Override
      public int next(List<? extends Rank> ready) {
        return random.nextInt(ready.size());
      }
    };
  }

  /**
   * By rank; and now and then the one that runs is sent behind all others, until none of them can
   * go on: finds what goes wrong when a thread stands still between two of its steps. It is what
   * Burckhardt and others call probabilistic concurrency testing (ASPLOS 2010).
   */
  static Order byRank(RandomGenerator random, Focus focus) {
    return new Order() {
      private int lowest;

      @Override
      public boolean isSwitch(Rank running, String site) {
        boolean drops = focus.isDrawn(site);
        if (drops) {
          running.rank = --lowest;
        }
        return drops;
      }

      @Override
      public int next(List<? extends Rank> ready) {
        ready.stream()
            .filter(task -> task.rank == 0)
            .forEach(task -> task.rank = 1 + random.nextInt(Integer.MAX_VALUE - 1));
        return ready.indexOf(
            ready.stream().max(Comparator.comparingInt(task -> task.rank)).orElseThrow());
      }
    };
  }
}
