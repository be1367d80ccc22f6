package dev.leash.benchmarks.kit;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints rows of times, in milliseconds: median, 99th percentile and maximum of each column. */
public final class Table {
  private static final int LABEL = 32;

  private final PrintStream out;
  private final int columns;

  /**
   * Prints the head.
   *
   * @param columns what the times of a row are of
   */
  public Table(PrintStream out, String title, List<String> columns) {
    this.out = out;
    this.columns = columns.size();
    out.println();
    out.println(title);
    out.println(
        pad("")
            + "       "
            + columns.stream().map("  %24s"::formatted).collect(Collectors.joining()));
    out.println(
        pad("") + " rounds" + "    median     p99     max".repeat(columns.size()) + "  aim");
  }

  /**
   * Prints a row.
   *
   * @param verdict on the row's aim; empty where there is none
   */
  public void row(String label, List<Samples> samples, String verdict) {
    if (samples.size() != columns) {
      throw new IllegalArgumentException(
          "a row must have " + columns + " columns, but had " + samples.size());
    }
    out.println(
        pad(label)
            + "%7d".formatted(samples.getFirst().count())
            + samples.stream().map(Table::times).collect(Collectors.joining())
            + "  "
            + verdict);
  }

  private static String pad(String label) {
    return ("%-" + LABEL + "s").formatted(label);
  }

  private static String times(Samples samples) {
    return "  %8s%8s%8s"
        .formatted(millis(samples.median()), millis(samples.p99()), millis(samples.max()));
  }

  private static String millis(Duration time) {
    return String.format(Locale.ROOT, "%.2f", time.toNanos() / 1e6);
  }
}
