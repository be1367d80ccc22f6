package dev.leash.simulation.schedule;

import java.util.List;
import java.util.Optional;

/**
 * What came of a story.
 *
 * @param actions how many it has, those that were left out too
 * @param lines what happened, as far as it was told
 * @param broken which promise did not hold, and how
 */
public record Verdict(int actions, List<String> lines, Optional<Broken> broken) {
  /**
   * A promise that did not hold.
   *
   * @param promise its name
   */
  public record Broken(String promise, String how) {
    @Override
    public String toString() {
      return promise + ": " + how;
    }
  }

  public Verdict {
    lines = List.copyOf(lines);
  }
}
