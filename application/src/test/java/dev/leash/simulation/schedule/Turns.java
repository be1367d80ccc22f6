package dev.leash.simulation.schedule;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Draws which task goes on. What is drawn for a task follows from its own name and number, so that
 * it stays the same where others have less to do.
 */
public abstract class Turns {
  private static final int[] NEAR = {3, 8, 20};
  private static final int[] FAR = {20, 100, 1_000};

  /** The other orders find what goes wrong while a thread stands still, which is most of it. */
  private static final int EVENLY_ONE_TIME_IN = 4;

  private final long seed;
  private final Focus focus;

  private Turns(long seed, Focus focus) {
    this.seed = seed;
    this.focus = focus;
  }

  /** One or the other, with steps in some sources more than in others. */
  public static Turns drawn(RandomGenerator random) {
    int near = NEAR[random.nextInt(NEAR.length)];
    int far = FAR[random.nextInt(FAR.length)];
    Focus focus = new Focus(random.nextLong(), near, far);
    return random.nextInt(EVENLY_ONE_TIME_IN) == 0
        ? evenly(random.nextLong(), focus)
        : byRank(random.nextLong(), focus);
  }

  /** Whether it is another one's turn, at a step of this one in such a source. */
  abstract boolean isSwitch(Turn running, String site);

  /** The place of the next one. */
  abstract int next(List<? extends Turn> ready);

  /** What is drawn for one task. */
  static class Turn {
    private final RandomGenerator random;
    int rank;

    /**
     * @param lineage the task's name, and those of the tasks that it comes from
     */
    Turn(Turns turns, String lineage) {
      random = new SplittableRandom(turns.seed * 1_000_003 + lineage.hashCode());
      rank = 1 + random.nextInt(Integer.MAX_VALUE - 1);
    }
  }

  final boolean isDrawn(Turn running, String site) {
    return running.random.nextInt(focus.oneStepIn(site)) == 0;
  }

  /** Each as likely as the other: finds what goes wrong when threads go on side by side. */
  private static Turns evenly(long seed, Focus focus) {
    RandomGenerator random = new SplittableRandom(seed);
    return new Turns(seed, focus) {
      @Override
      boolean isSwitch(Turn running, String site) {
        return isDrawn(running, site);
      }

      @Override
      int next(List<? extends Turn> ready) {
        return random.nextInt(ready.size());
      }
    };
  }

  /**
   * By rank; and now and then the one that runs is sent behind all others, until none of them can
   * go on: finds what goes wrong when a thread stands still between two of its steps. It is what
   * Burckhardt and others call probabilistic concurrency testing (ASPLOS 2010).
   */
  private static Turns byRank(long seed, Focus focus) {
    return new Turns(seed, focus) {
      private int lowest;

      @Override
      boolean isSwitch(Turn running, String site) {
        boolean drops = isDrawn(running, site);
        if (drops) {
          running.rank = --lowest;
        }
        return drops;
      }

      @Override
      int next(List<? extends Turn> ready) {
        return ready.indexOf(
            ready.stream().max(Comparator.comparingInt(task -> task.rank)).orElseThrow());
      }
    };
  }
}
