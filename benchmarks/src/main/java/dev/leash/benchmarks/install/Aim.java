package dev.leash.benchmarks.install;

import java.util.Locale;
import java.util.Optional;

/**
 * How quick the project wants to be.
 *
 * @param against whose median is 1
 * @param most what Leash's median may be
 */
record Aim(Peer against, double most) {
  static Optional<Aim> of(Peer against, double most) {
    return Optional.of(new Aim(against, most));
  }

  /** What is to be said of a ratio that was measured. */
  String verdict(double ratio) {
    return String.format(
        Locale.ROOT,
        "%.2f x %s, aim %.2f: %s",
        ratio,
        against.shown(),
        most,
        ratio <= most ? "reached" : "missed");
  }
}
