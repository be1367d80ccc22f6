package dev.leash.simulation;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Says which faults happen. Each story has a few kinds of them, often or seldom: one that had them
 * all would hardly ever come far. Each kind is drawn for each download by itself, so that a
 * download's faults stay the same in another order of the threads, or without another action.
 */
final class Chance {
  private static final int MOST_KINDS = 5;
  private static final int[] PER_MILLE = {30, 150, 400};

  private final long seed;
  private final Map<Fault, Integer> rates = new EnumMap<>(Fault.class);
  private final Map<String, RandomGenerator> streams = new HashMap<>();

  /** What can go wrong, in the order of a download's life. */
  enum Fault {
    NO_THREAD,
    CLAIM_REFUSED,
    NO_STAGING,
    STAGING_THROWS,
    NO_TREE,
    TREE_FULL,
    PREPARING_THROWS,
    LOOKUP_HANGS,
    CONNECT_FAILS,
    SERVER_SILENT,
    SERVER_BUSY,
    NOT_FOUND,
    HOSTILE_ARCHIVE,
    CUT,
    SERVER_STALLS,
    TRANSFER_THROWS,
    ARCHIVE_REFUSED,
    ARCHIVE_THROWS,
    EXTRACTION_HANGS,
    TURN_HANGS,
    PUBLISHING_THROWS,
    RENAME_FAILS,
    RENAME_HANGS,
    SWEEP_HANGS,
    LISTENER_THROWS
  }

  Chance(long seed) {
    this.seed = seed;
    RandomGenerator random = new SplittableRandom(seed);
    Fault[] all = Fault.values();
    for (int i = random.nextInt(MOST_KINDS + 1); i > 0; i--) {
      rates.put(all[random.nextInt(all.length)], PER_MILLE[random.nextInt(PER_MILLE.length)]);
    }
  }

  /**
   * @param whom a download, or what else it may meet
   */
  boolean happens(Fault fault, Object whom) {
    int rate = rates.getOrDefault(fault, 0);
    return rate > 0 && of(fault + " of " + whom).nextInt(1_000) < rate;
  }

  /** No more faults: whatever is under way shall come to its end. */
  void cease() {
    rates.clear();
  }

  /**
   * 0 or more, and less than that.
   *
   * @param what is drawn, and for whom: other draws do not change it
   */
  int below(int bound, String what) {
    return of(what).nextInt(bound);
  }

  RandomGenerator of(String what) {
    return streams.computeIfAbsent(
        what, name -> new SplittableRandom(seed * 1_000_003 + name.hashCode()));
  }

  /** What may happen. */
  @Override
  public String toString() {
    return rates.isEmpty() ? "none" : rates.keySet().toString();
  }
}
