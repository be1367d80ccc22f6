package dev.leash.benchmarks.install;

import dev.leash.benchmarks.kit.Samples;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Prints for people what was measured. */
final class Report {
  private static final String ROW = "%-15s %-25s %9s %8s %9s  %s%n";

  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  void head() {
    out.println();
    out.printf(ROW, "case", "peer", "median s", "/ bsdtar", "/ alone", "min..max");
  }

  void rows(Outcome outcome) {
    for (Result result : outcome.results()) {
      String shown = outcome.measured().shown();
      if (result.failure().isPresent()) {
        out.printf("%-15s %-25s failed: %s%n", shown, result.shown(), result.failure().get());
      } else {
        out.printf(
            ROW,
            shown,
            result.shown(),
            number(result.seconds()),
            ratio(outcome.ratio(result.shown(), Peer.CURL_BSDTAR)),
            ratio(outcome.ratio(result.shown(), Peer.DOWNLOAD_ALONE)),
            spread(result.samples()));
      }
    }
  }

  /** Which aims are reached. */
  void aims(List<Outcome> outcomes) {
    out.println();
    for (Outcome outcome : outcomes) {
      outcome.measured().aim().ifPresent(aim -> aim(outcome, aim));
    }
  }

  private void aim(Outcome outcome, Aim aim) {
    for (String shown : List.of(WarmLeash.SHOWN, FirstOfLeash.SHOWN)) {
      OptionalDouble ratio = outcome.ratio(shown, aim.against());
      out.printf(
          "%-15s %-25s %s%n",
          outcome.measured().shown(),
          shown,
          ratio.isPresent() ? aim.verdict(ratio.getAsDouble()) : "not measured: missed");
    }
  }

  void memory(List<Outcome> outcomes) {
    out.println();
    out.println("The daemon's peaks, one daemon a case:");
    for (Outcome outcome : outcomes) {
      out.printf("%-15s %s%n", outcome.measured().shown(), outcome.memory().shown());
    }
  }

  private static String ratio(OptionalDouble ratio) {
    return ratio.isPresent() ? number(ratio.getAsDouble()) : "";
  }

  private static String spread(Samples samples) {
    return seconds(samples.min()) + ".." + seconds(samples.max());
  }

  private static String seconds(Duration time) {
    return number(time.toNanos() / 1e9);
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }
}
