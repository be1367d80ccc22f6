package dev.leash.bootstrap.client;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Shows a download's progress to a person: a bar on a terminal, a line now and then elsewhere. */
public final class ProgressLine {
  private static final int WIDTH = 30;
  private static final int STEP_PERCENT = 25;

  private final PrintStream out;
  private final boolean terminal;
  private String shown = "";
  private long nextPercent;

  public ProgressLine(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** On standard error, so that standard output stays a program's. */
  public static ProgressLine onStandardError() {
    return new ProgressLine(
        System.err, Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false));
  }

  /** Takes a notification of the daemon's. */
  public synchronized void notified(JsonNode notification) {
    if (notification.path("method").asString().startsWith("download_")) {
      show(notification.path("params"));
    }
  }

  /** Ends the line. */
  public synchronized void end() {
    if (terminal && !shown.isEmpty()) {
      out.println();
      shown = "";
    }
  }

  private void show(JsonNode status) {
    long received = status.path("receivedBytes").asLong();
    long total = status.path("totalBytes").asLong(-1);
    if (terminal) {
      String line = line(status, received, total);
      out.print("\r" + line + " ".repeat(Math.max(0, shown.length() - line.length())));
      out.flush();
      shown = line;
    } else if (isCompleted(status) || percent(status, received, total) >= nextPercent) {
      out.println(line(status, received, total));
      nextPercent = (percent(status, received, total) / STEP_PERCENT + 1) * STEP_PERCENT;
    }
  }

  private static boolean isCompleted(JsonNode status) {
    return status.path("state").asString().equals("completed");
  }

  /** Of what is received; -1 where the total is unknown, 100 only when all is in its place. */
  private static long percent(JsonNode status, long received, long total) {
    return total <= 0 ? -1 : Math.min(received * 100 / total, isCompleted(status) ? 100 : 99);
  }

  private static String line(JsonNode status, long received, long total) {
    String files =
        status.path("extractedFiles").asLong()
            + " of "
            + status.path("totalFiles").asString("?")
            + " files";
    if (isDisconnected(status, received, total)) {
      files += "  no connection, attempt " + status.path("attempt").asInt();
    }
    if (total <= 0) {
      return "%s  %s  %s".formatted(status.path("state").asString(), Sizes.text(received), files);
    }
    long percent = percent(status, received, total);
    int filled = (int) (percent * WIDTH / 100);
    return "[%s%s] %3d %%  %s of %s  %s/s  %s"
        .formatted(
            "#".repeat(filled),
            "-".repeat(WIDTH - filled),
            percent,
            Sizes.text(received),
            Sizes.text(total),
            Sizes.text(status.path("bytesPerSecond").asLong()),
            files);
  }

  /** A failed attempt's next one is waited for, or tries to connect: that may take a while. */
  private static boolean isDisconnected(JsonNode status, long received, long total) {
    return status.path("state").asString().equals("running")
        && status.path("connections").asInt() == 0
        && (total < 0 || received < total);
  }
}
