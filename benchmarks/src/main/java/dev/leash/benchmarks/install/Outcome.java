package dev.leash.benchmarks.install;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came of a case.
 *
 * @param memory of the warm daemon
 */
record Outcome(Case measured, List<Result> results, PeakMemory memory) {
  Outcome {
    results = List.copyOf(results);
  }

  Optional<Result> of(String shown) {
    return results.stream()
        .filter(result -> result.shown().equals(shown) && result.failure().isEmpty())
        .findFirst();
  }

  /** How its median is to another's, where both were measured. */
  OptionalDouble ratio(String shown, Peer against) {
    Optional<Result> one = of(shown);
    Optional<Result> other = of(against.shown());
    return one.isPresent() && other.isPresent()
        ? OptionalDouble.of(one.get().seconds() / other.get().seconds())
        : OptionalDouble.empty();
  }
}
