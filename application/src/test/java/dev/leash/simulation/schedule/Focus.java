package dev.leash.simulation.schedule;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Draws steps: in a few sources, other ones each time, many of them, and elsewhere few. A mistake
 * in one class takes a switch at one of its steps, and would be seldom met if all steps were alike.
 */
public final class Focus {
  /** Of the sources, how many are looked at closely. */
  private static final int ONE_SOURCE_IN = 3;

  private final RandomGenerator random;
  private final int near;
  private final int far;
  private final Map<String, Integer> oneStepIn = new HashMap<>();

  /**
   * @param near one step in so many is drawn where it is looked at closely
   * @param far and elsewhere
   */
  public Focus(RandomGenerator random, int near, int far) {
    this.random = random;
    this.near = near;
    this.far = far;
  }

  boolean isDrawn(String site) {
    return random.nextInt(oneStepIn.computeIfAbsent(site, _ -> draw())) == 0;
  }

  private int draw() {
    return random.nextInt(ONE_SOURCE_IN) == 0 ? near : far;
  }
}
