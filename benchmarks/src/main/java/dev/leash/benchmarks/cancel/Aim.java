package dev.leash.benchmarks.cancel;

import dev.leash.benchmarks.kit.Samples;
import java.time.Duration;
import java.util.List;

/** How prompt the project wants to be, on a machine that is otherwise idle. */
record Aim(Duration median, Duration p99) {
  static final Aim ONE = new Aim(Duration.ofMillis(5), Duration.ofMillis(25));
  static final Aim FIFTY = new Aim(Duration.ofMillis(50), Duration.ofMillis(50));

  /** Whether each column meets it. */
  String verdict(List<Samples> columns) {
    boolean met =
        columns.stream()
            .allMatch(
                column -> column.median().compareTo(median) < 0 && column.p99().compareTo(p99) < 0);
    return met ? "met" : "missed";
  }
}
