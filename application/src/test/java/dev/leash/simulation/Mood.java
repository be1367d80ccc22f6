package dev.leash.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Which kinds of actions a story has often, seldom or not at all: one that had them all alike would
 * be much like the next.
 */
final class Mood {
  private static final int[] MORE_OR_LESS = {0, 1, 3};

  private final Map<Kind, Integer> weights = new EnumMap<>(Kind.class);
  private final int sum;

  /** With how often it comes, of itself. */
  enum Kind {
    START(20),
    BEGIN(12),
    END(4),
    CANCEL(3),
    PAUSE(5),
    RESUME(3),
    LOOK(3),
    SETTLE(4),
    TIME_PASSES(6),
    LET_GO(2),
    CRASH(1),
    SHUT_DOWN(2);

    private final int weight;

    Kind(int weight) {
      this.weight = weight;
    }
  }

  Mood(RandomGenerator random) {
    for (Kind kind : Kind.values()) {
      weights.put(kind, kind.weight * MORE_OR_LESS[random.nextInt(MORE_OR_LESS.length)]);
    }
    // Without a download there is no story.
    weights.merge(Kind.START, Kind.START.weight, Math::max);
    sum = weights.values().stream().mapToInt(Integer::intValue).sum();
  }

  Kind draw(RandomGenerator random) {
    int left = random.nextInt(sum);
    for (Map.Entry<Kind, Integer> one : weights.entrySet()) {
      left -= one.getValue();
      if (left < 0) {
        return one.getKey();
      }
    }
    throw new IllegalStateException("the weights do not add up");
  }
}
