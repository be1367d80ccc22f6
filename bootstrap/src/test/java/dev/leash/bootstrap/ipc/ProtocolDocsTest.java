package dev.leash.bootstrap.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The tables of {@code docs/protocol.md} against the OpenRPC document, which is tested against the
 * daemon.
 */
final class ProtocolDocsTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern PARAM = Pattern.compile("`([A-Za-z]+\\??)`");
  private static final JsonNode DOCUMENT = Contract.get().document();

  /** A table's rows by its header's cells. */
  private record Table(List<String> header, List<List<String>> rows) {}

  private final List<Table> tables = tables();

  @Test
  void hasEachMethodWithItsParams() {
    Map<String, List<String>> documented = new LinkedHashMap<>();
    for (Table table : under("method", "params", "result")) {
      for (List<String> row : table.rows()) {
        codes(row.get(0)).forEach(method -> documented.put(method, params(row.get(1))));
      }
    }

    Map<String, List<String>> expected = new LinkedHashMap<>();
    for (JsonNode method : DOCUMENT.path("methods").values()) {
      expected.put(
          method.path("name").asString(),
          method.path("params").values().stream().map(ProtocolDocsTest::marked).toList());
    }
    assertThat(documented).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void hasEachParamOfADownloadInItsOrder() {
    List<List<String>> rows = only("param", "type", "meaning").rows();

    JsonNode params = named("methods", "download_and_unzip").path("params");
    assertThat(rows.stream().map(row -> codes(row.get(0)).getFirst()))
        .containsExactlyElementsOf(params.values().stream().map(ProtocolDocsTest::marked).toList());
    assertThat(rows.stream().map(row -> row.get(1)))
        .containsExactlyElementsOf(
            params.values().stream().map(param -> param.at("/schema/type").asString()).toList());
  }

  @Test
  void hasEachFieldOfTheAnswers() {
    List<Table> fields = under("field", "meaning");

    assertThat(
            fields.stream()
                .map(table ->
                    table.rows().stream()
                        .map(List::getFirst)
                        .map(ProtocolDocsTest::codes)
                        .flatMap(List::stream)
                        .toList()))
        .containsExactlyInAnyOrder(
            shape("Status"), shape("DownloadResult"), shape("PublishedFile"), shape("Stats"));
  }

  @Test
  void hasEachNotification() {
    assertThat(
            only("method", "params").rows().stream().map(row -> codes(row.getFirst()).getFirst()))
        .containsExactlyElementsOf(
            DOCUMENT.path("x-notifications").values().stream()
                .map(notification -> notification.path("name").asString())
                .toList());
  }

  @Test
  void hasEachReasonWithItsCode() {
    Map<String, Integer> documented = new LinkedHashMap<>();
    String code = "";
    for (String line : text().lines().toList()) {
      if (line.startsWith("### ") && line.contains(": -")) {
        code = line.substring(line.indexOf(": -") + 2);
      }
      if (line.startsWith("| -3") || line.matches("\\| `[A-Z_]{5,}`.*")) {
        List<String> cells = cells(line);
        boolean own = cells.getFirst().startsWith("-");
        documented.put(
            codes(cells.get(own ? 1 : 0)).getFirst(),
            Integer.valueOf(own ? cells.getFirst() : code));
      }
    }

    Map<String, Integer> expected = new LinkedHashMap<>();
    DOCUMENT
        .at("/components/errors")
        .forEachEntry((name, error) -> expected.put(name, error.path("code").asInt()));
    assertThat(documented).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void marksWhatIsRetryable() {
    for (Reason reason : Reason.values()) {
      assertThat(text().contains("`" + reason + "` (retryable)"))
          .as(reason.name())
          .isEqualTo(reason.isRetryable());
    }
  }

  private static List<String> shape(String name) {
    return List.copyOf(DOCUMENT.at("/components/schemas/" + name + "/properties").propertyNames());
  }

  private static JsonNode named(String list, String name) {
    return DOCUMENT.path(list).values().stream()
        .filter(item -> item.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String marked(JsonNode param) {
    return param.path("name").asString() + (param.path("required").asBoolean() ? "" : "?");
  }

  private static List<String> params(String cell) {
    return cell.equals("the same") || cell.contains("(#params-of-a-download)")
        ? named("methods", "download_and_unzip").path("params").values().stream()
            .map(ProtocolDocsTest::marked)
            .toList()
        : PARAM.matcher(cell).results().map(found -> found.group(1)).toList();
  }

  private static List<String> codes(String cell) {
    return CODE.matcher(cell).results().map((MatchResult found) -> found.group(1)).toList();
  }

  private Table only(String... header) {
    List<Table> found = under(header);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private List<Table> under(String... header) {
    return tables.stream().filter(table -> table.header().equals(List.of(header))).toList();
  }

  private static List<Table> tables() {
    List<Table> tables = new ArrayList<>();
    String last = "";
    for (String line : text().lines().toList()) {
      if (line.startsWith("|") && !last.startsWith("|")) {
        tables.add(new Table(cells(line), new ArrayList<>()));
      } else if (line.startsWith("|") && !line.startsWith("| ---")) {
        tables.getLast().rows().add(cells(line));
      }
      last = line;
    }
    return tables;
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|"))
        .map(String::strip)
        .toList();
  }

  private static String text() {
    try {
      return Files.readString(Contract.FILE.resolveSibling("protocol.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
