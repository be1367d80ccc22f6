package dev.leash.bootstrap.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class ProgressLineTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

  private int connections = 1;
  private String state = "running";

  @Test
  void drawsABarOverItselfOnATerminal() {
    ProgressLine line = new ProgressLine(out, true);

    tell(line, "download_progress", 500_000, 2_000_000L);
    tell(line, "download_progress", 2_000_000, 2_000_000L);
    state = "completed";
    tell(line, "download_finished", 2_000_000, 2_000_000L);
    line.end();

    assertThat(text())
        .startsWith("\r[#######-----------------------]  25 %")
        .contains("\r[#############################-]  99 %")
        .contains("\r[##############################] 100 %", "2.0 MB of 2.0 MB", "1 of ? files")
        .endsWith("\n");
  }

  @Test
  void coversALongerLineThatWasThere() {
    ProgressLine line = new ProgressLine(out, true);

    tell(line, "download_progress", 500_000, 2_000_000L);
    tell(line, "download_progress", 500_000, null);

    List<String> drawn = List.of(text().split("\r", -1));
    assertThat(drawn.get(2)).hasSameSizeAs(drawn.get(1)).contains("500 kB");
  }

  @Test
  void saysALineForEachQuarterElsewhere() {
    ProgressLine line = new ProgressLine(out, false);

    for (int percent = 0; percent <= 100; percent++) {
      tell(line, "download_progress", percent * 1_000L, 100_000L);
    }
    state = "completed";
    tell(line, "download_finished", 100_000L, 100_000L);
    line.end();

    assertThat(text().lines().map(shown -> shown.substring(33, 38).strip()))
        .containsExactly("0 %", "25 %", "50 %", "75 %", "100 %");
  }

  @Test
  void saysAtLastWhatCameWhereTheLengthIsUnknown() {
    ProgressLine line = new ProgressLine(out, false);

    tell(line, "download_progress", 500_000, null);
    state = "completed";
    tell(line, "download_finished", 700_000, null);

    assertThat(text().lines()).singleElement().asString().startsWith("completed  700 kB");
  }

  @Test
  void passesOverWhatIsNotAboutADownload() {
    ProgressLine line = new ProgressLine(out, true);

    tell(line, "session_changed", 1, 2L);
    line.end();

    assertThat(text()).isEmpty();
  }

  private void tell(ProgressLine line, String method, long received, @Nullable Long total) {
    var message = JsonMapper.shared().createObjectNode().put("method", method);
    message
        .putObject("params")
        .put("state", state)
        .put("receivedBytes", received)
        .put("totalBytes", total)
        .put("bytesPerSecond", 1_000)
        .put("connections", connections)
        .put("attempt", 2)
        .put("extractedFiles", 1)
        .putNull("totalFiles");
    line.notified(message);
  }

  @Test
  void saysThatItIsNotConnected() {
    ProgressLine line = new ProgressLine(out, true);
    connections = 0;

    tell(line, "download_progress", 500_000, 2_000_000L);

    assertThat(text()).contains("no connection, attempt 2");
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }
}
