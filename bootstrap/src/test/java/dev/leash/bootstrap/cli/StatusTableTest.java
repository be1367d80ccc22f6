package dev.leash.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class StatusTableTest {
  private static final JsonNode STATS =
      json("{'version':'0.1.0','pid':7,'uptimeMillis':65000,'downloads':{'running':1,'failed':1}}");

  @Test
  void showsWhatGoesOnBeforeWhatIsOverAndNewerSessionsFirst() {
    List<String> lines =
        StatusTable.lines(
            STATS, List.of(status(9, "failed"), status(2, "running"), status(3, "running")));

    assertThat(lines.getFirst())
        .isEqualTo("Leash 0.1.0, pid 7, up 1:05 min: 1 running, 0 queued, 0 paused, 0 publishing");
    assertThat(lines.get(1)).startsWith("SESSION  SCOPE  STATE    DONE");
    assertThat(lines.subList(2, 5))
        .extracting(line -> line.substring(0, 1))
        .containsExactly("3", "2", "9");
    assertThat(lines.get(2)).contains("mod.zip", "running", "25 %", "2.0 MB/s", "3 s", "attempt 2");
    assertThat(lines.get(4)).contains("failed", "HTTP_STATUS").doesNotContain("/s");
  }

  @Test
  void saysThatThereIsNothing() {
    assertThat(StatusTable.lines(STATS, List.of())).hasSize(2).last().isEqualTo("No downloads");
  }

  @Test
  void countsWhatItLeavesOut() {
    List<JsonNode> many =
        IntStream.range(0, 45).mapToObj(session -> status(session, "running")).toList();

    assertThat(StatusTable.lines(STATS, many)).hasSize(43).last().isEqualTo("and 5 more");
  }

  @Test
  void letsNoNameCommandTheTerminal() {
    JsonNode nasty =
        json("{'sessionId':1,'scope':'main','downloadId':'d','fileName':'a\\u001b[2J\\u202eb'}");

    assertThat(StatusTable.lines(STATS, List.of(nasty)).getLast())
        .contains("a?[2J?b")
        .doesNotContain("\u001b", "\u202e");
  }

  @Nested
  class OnAScreen {
    private final StringWriter written = new StringWriter();

    @Test
    void isPlainWhereThereIsNoTerminal() {
      Screen screen = new Screen(new PrintWriter(written), Optional.empty());

      screen.repaint(List.of("a".repeat(300), "b"));

      assertThat(written.toString().lines()).containsExactly("a".repeat(300), "b", "");
    }

    @Test
    void isCutToANarrowTerminalAndAShortOne() {
      Screen screen =
          new Screen(new PrintWriter(written), Optional.of(() -> new Screen.Size(3, 10)));

      screen.repaint(List.of("a".repeat(300), "b".repeat(10), "c"));

      assertThat(written.toString())
          .isEqualTo("\u001b[Haaaaaaaaa…\u001b[K\r\nbbbbbbbbbb\u001b[K\r\n\u001b[J");
    }
  }

  private static JsonNode status(int session, String state) {
    String error = state.equals("failed") ? "{'data':{'reason':'HTTP_STATUS'}}" : "null";
    return json(
        ("{'sessionId':%d,'scope':'main','downloadId':'one','fileName':'mod.zip','state':'%s',"
                + "'receivedBytes':25,'totalBytes':100,'bytesPerSecond':2000000,'etaSeconds':3,"
                + "'attempt':2,'error':%s}")
            .formatted(session, state, error));
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }
}
