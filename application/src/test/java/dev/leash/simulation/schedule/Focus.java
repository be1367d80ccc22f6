package dev.leash.simulation.schedule;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Says how often there is a step: in a few sources, other ones each time, often, and elsewhere
 * seldom. A mistake in one class takes a switch at one of its steps, and would be seldom met if all
 * steps were alike.
 */
final class Focus {
  /** Of the sources, how many are looked at closely. */
  private static final int ONE_SOURCE_IN = 3;

  private final long seed;
  private final int near;
  private final int far;
  private final Map<String, Integer> oneStepIn = new HashMap<>();

  /**
   * @param near one step in so many is drawn where it is looked at closely
   * @param far and elsewhere
   */
  Focus(long seed, int near, int far) {
    this.seed = seed;
    this.near = near;
    this.far = far;
  }

  int oneStepIn(String site) {
    return oneStepIn.computeIfAbsent(site, this::draw);
  }

  private int draw(String site) {
    RandomGenerator random = new SplittableRandom(seed * 1_000_003 + site.hashCode());
    return random.nextInt(ONE_SOURCE_IN) == 0 ? near : far;
  }
}
