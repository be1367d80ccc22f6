package dev.leash.bootstrap.cli;

import dev.leash.bootstrap.client.Sizes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a daemon's downloads look like to a person: a table, the newest session first. */
final class StatusTable {
  static final Set<String> OVER = Set.of("completed", "failed", "cancelled");

  /** More would run off the screen; what is left out is counted. */
  private static final int MAX_ROWS = 40;

  /** The widest last: a narrow terminal cuts lines. */
  private static final List<String> HEAD =
      List.of("SESSION", "SCOPE", "STATE", "DONE", "RATE", "LEFT", "FILE", "NOTE", "DOWNLOAD");

  /** Of an id, enough to tell it from the others; of a name, enough to know it. */
  private static final int MAX_CELL = 36;

  private StatusTable() {}

  /**
   * @param stats the result of {@code get_stats}
   * @param downloads statuses, those that go on and some of those that ended last
   */
  static List<String> lines(JsonNode stats, List<JsonNode> downloads) {
    List<String> lines = new ArrayList<>();
    lines.add(summary(stats));
    if (downloads.isEmpty()) {
      lines.add("No downloads");
      return lines;
    }
    List<List<String>> rows =
        Stream.concat(Stream.of(HEAD), sorted(downloads).limit(MAX_ROWS).map(StatusTable::row))
            .toList();
    int[] widths =
        IntStream.range(0, HEAD.size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    rows.forEach(row -> lines.add(padded(row, widths)));
    if (downloads.size() > MAX_ROWS) {
      lines.add("and " + (downloads.size() - MAX_ROWS) + " more");
    }
    return lines;
  }

  private static Stream<JsonNode> sorted(List<JsonNode> downloads) {
    return downloads.stream()
        .sorted(
            Comparator.comparing((JsonNode status) -> OVER.contains(state(status)))
                .thenComparing(status -> -status.path("sessionId").asLong()));
  }

  private static String summary(JsonNode stats) {
    JsonNode count = stats.path("downloads");
    return "Leash %s, pid %d, up %s: %d running, %d queued, %d paused, %d publishing"
        .formatted(
            stats.path("version").asString(),
            stats.path("pid").asLong(),
            time(stats.path("uptimeMillis").asLong() / 1_000),
            count.path("running").asInt(),
            count.path("queued").asInt(),
            count.path("paused").asInt(),
            count.path("publishing").asInt());
  }

  private static List<String> row(JsonNode status) {
    return Stream.of(
            status.path("sessionId").asString(),
            status.path("scope").asString(),
            state(status),
            done(status),
            state(status).equals("running") ? rate(status.path("bytesPerSecond").asLong()) : "",
            status.path("etaSeconds").isNumber() ? time(status.path("etaSeconds").asLong()) : "",
            status.path("fileName").asString(),
            note(status),
            status.path("downloadId").asString())
        .map(StatusTable::cell)
        .toList();
  }

  private static String state(JsonNode status) {
    return status.path("state").asString();
  }

  private static String done(JsonNode status) {
    long total = status.path("totalBytes").asLong(-1);
    long received = status.path("receivedBytes").asLong();
    return total > 0 ? received * 100 / total + " %" : Sizes.text(received);
  }

  /** Why it ended, or how often it was tried. */
  private static String note(JsonNode status) {
    JsonNode reason = status.at("/error/data/reason");
    int attempt = status.path("attempt").asInt();
    return reason.isString() ? reason.asString() : attempt > 1 ? "attempt " + attempt : "";
  }

  private static String rate(long bytes) {
    return Sizes.text(bytes) + "/s";
  }

  private static String time(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3_600
        ? "%d:%02d min".formatted(seconds / 60, seconds % 60)
        : "%d:%02d h".formatted(seconds / 3_600, seconds % 3_600 / 60);
  }

  /** A name may hold anything: a control character would command the terminal. */
  private static String cell(String text) {
    String plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    return plain.length() > MAX_CELL ? plain.substring(0, MAX_CELL - 1) + "…" : plain;
  }

  private static String padded(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      line.append(cell).repeat(' ', widths[column] - cell.length() + 2);
    }
    return line.toString().stripTrailing();
  }
}
