package dev.leash.benchmarks.install;

import dev.leash.benchmarks.kit.Samples;
import java.util.Optional;

/**
 * What came of a contender in a case.
 *
 * @param failure why it was not run to the end; its samples say nothing then
 */
record Result(String shown, Samples samples, Optional<String> failure) {
  static Result measured(String shown, Samples samples) {
    return new Result(shown, samples, Optional.empty());
  }

  static Result failed(String shown, String why) {
    return new Result(shown, new Samples(), Optional.of(why));
  }

  /** Of the median; 0 where it failed. */
  double seconds() {
    return failure.isPresent() ? 0 : samples.median().toNanos() / 1e9;
  }
}
