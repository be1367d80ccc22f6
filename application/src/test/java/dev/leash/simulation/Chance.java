package dev.leash.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Says which faults happen. Each story has a few kinds of them, often or seldom: one that had them
 * all would hardly ever come far.
 */
final class Chance {
  private static final int MOST_KINDS = 5;
  private static final int[] PER_MILLE = {30, 150, 400};

  private final RandomGenerator random;
  private final Map<Fault, Integer> rates = new EnumMap<>(Fault.class);

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

  Chance(RandomGenerator random) {
    this.random = random;
    Fault[] all = Fault.values();
    for (int i = random.nextInt(MOST_KINDS + 1); i > 0; i--) {
      rates.put(all[random.nextInt(all.length)], PER_MILLE[random.nextInt(PER_MILLE.length)]);
    }
  }

  boolean happens(Fault fault) {
    int rate = rates.getOrDefault(fault, 0);
    return rate > 0 && random.nextInt(1_000) < rate;
  }

  /** No more faults: whatever is under way shall come to its end. */
  void cease() {
    rates.clear();
  }

  /** 0 or more, and less than that. */
  int below(int bound) {
    return random.nextInt(bound);
  }
}
