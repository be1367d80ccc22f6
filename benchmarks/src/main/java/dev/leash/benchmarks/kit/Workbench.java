package dev.leash.benchmarks.kit;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * What a benchmark is given.
 *
 * @param launcher starts the daemon as users do
 * @param asked how many rounds to measure, where somebody said it
 */
public record Workbench(Path launcher, OptionalInt asked, PrintStream out) {
  /** Enough for the daemon's code on the way to be compiled. */
  private static final int WARM_UP_PART = 4;

  public Workbench {
    if (asked.isPresent() && asked.getAsInt() < 1) {
      throw new IllegalArgumentException("rounds must be at least 1, but was " + asked.getAsInt());
    }
  }

  /** How many rounds to measure, at most as many as usual. */
  public int rounds(int usual) {
    return Math.min(asked.orElse(usual), usual);
  }

  /** How many rounds to go before that, unmeasured. */
  public static int warmUp(int rounds) {
    return Math.ceilDiv(rounds, WARM_UP_PART);
  }
}
