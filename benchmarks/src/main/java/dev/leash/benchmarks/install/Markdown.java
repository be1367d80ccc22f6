package dev.leash.benchmarks.install;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of a README: a row for each contender, a column for each case. */
final class Markdown {
  private Markdown() {}

  static String table(List<Outcome> outcomes) {
    String head =
        row(
            "seconds, URL to tree",
            outcomes.stream()
                .map(outcome -> outcome.measured().shown() + ": " + outcome.measured().about()));
    String line = row("---", outcomes.stream().map(_ -> "--:"));
    String rows =
        outcomes.stream()
            .flatMap(outcome -> outcome.results().stream().map(Result::shown))
            .distinct()
            .map(shown -> row(shown, outcomes.stream().map(outcome -> cell(outcome, shown))))
            .collect(Collectors.joining());
    return head + line + rows;
  }

  private static String row(String first, Stream<String> others) {
    return Stream.concat(Stream.of(first), others)
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String cell(Outcome outcome, String shown) {
    Optional<Result> result = outcome.of(shown);
    if (result.isEmpty()) {
      return "";
    }
    OptionalDouble ratio = outcome.ratio(shown, Peer.CURL_BSDTAR);
    String seconds = String.format(Locale.ROOT, "%.2f", result.get().seconds());
    return ratio.isPresent()
        ? seconds + String.format(Locale.ROOT, " (%.2f×)", ratio.getAsDouble())
        : seconds;
  }
}
