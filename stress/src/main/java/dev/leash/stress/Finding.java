package dev.leash.stress;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.List;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;

/**
 * What came of one race.
 *
 * @param race its class's simple name
 * @param ended whether it came to its end, and to no other than an outcome
 * @param seen its outcomes, the forbidden ones that were seen among them
 */
record Finding(String race, boolean ended, List<Seen> seen) {
  Finding {
    seen = List.copyOf(seen);
  }

  /** How often an outcome was seen, and what it means. */
  record Seen(String outcome, long times, boolean forbidden, String meaning) {}

  static Finding of(TestResult result) {
    Collection<GradingResult> graded = result.grading().gradingResults.values();
    return new Finding(
        result.getName().substring(result.getName().lastIndexOf('.') + 1),
        result.status() == Status.NORMAL,
        graded.stream().filter(one -> one.count > 0).map(Finding::seen).toList());
  }

  private static Seen seen(GradingResult one) {
    return new Seen(one.id, one.count, one.expect != Expect.ACCEPTABLE, one.description);
  }

  boolean held() {
    return ended && !seen.isEmpty() && seen.stream().noneMatch(Seen::forbidden);
  }

  /** How often an outcome was seen. */
  long times(String outcome) {
    return seen.stream().filter(one -> one.outcome().equals(outcome)).mapToLong(Seen::times).sum();
  }

  long times() {
    return seen.stream().mapToLong(Seen::times).sum();
  }

  @Override
  public String toString() {
    String verdict = held() ? "held" : ended ? "FORBIDDEN" : "BROKEN OFF";
    return seen.stream()
        .map(one ->
            "%n%,15d  %s%s%n                 %s"
                .formatted(
                    one.times(), one.forbidden() ? "FORBIDDEN " : "", one.outcome(), one.meaning()))
        .collect(joining("", "%-10s %s".formatted(verdict, race), ""));
  }
}
