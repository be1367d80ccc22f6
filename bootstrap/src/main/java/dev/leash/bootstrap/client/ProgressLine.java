package dev.leash.bootstrap.client;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
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
    } else if (total > 0 && received * 100 / total >= nextPercent) {
      out.println(line(status, received, total));
      nextPercent = (received * 100 / total / STEP_PERCENT + 1) * STEP_PERCENT;
    }
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
      return "%s  %s  %s".formatted(status.path("state").asString(), size(received), files);
    }
    int filled = (int) (received * WIDTH / total);
    return "[%s%s] %3d %%  %s of %s  %s/s  %s"
        .formatted(
            "#".repeat(filled),
            "-".repeat(WIDTH - filled),
            received * 100 / total,
            size(received),
            size(total),
            size(status.path("bytesPerSecond").asLong()),
            files);
  }

  /** A failed attempt's next one is waited for, or tries to connect: that may take a while. */
  private static boolean isDisconnected(JsonNode status, long received, long total) {
    return status.path("state").asString().equals("running")
        && status.path("connections").asInt() == 0
        && (total < 0 || received < total);
  }

  private static String size(long bytes) {
    return bytes < 1_000_000
        ? "%d kB".formatted(bytes / 1_000)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
