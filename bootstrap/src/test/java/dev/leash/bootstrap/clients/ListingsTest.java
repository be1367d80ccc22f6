package dev.leash.bootstrap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/clients.md and docs/protocol.md show of docs/examples is what is run here. */
final class ListingsTest {
  /** A listing, and above it where it is from: {@code <!-- examples/node/app.mjs -->}. */
  private static final Pattern LISTING =
      Pattern.compile(
          "<!-- examples/([\\w./-]+?)(?:#(\\w+))? -->\n```\\w+\n(.*?)```\n", Pattern.DOTALL);

  /** The languages of the examples. */
  private static final Pattern CODE = Pattern.compile("```(js|python|rust|java|html)\\b");

  /** A listing that nobody has seen would be none: so many there are. */
  @ParameterizedTest
  @CsvSource({"protocol.md, 6", "clients.md, 12"})
  void showsTheFilesThatAreRun(String doc, int count) throws IOException {
    var listings = LISTING.matcher(Files.readString(Examples.doc(doc))).results().toList();

    assertThat(listings).hasSize(count);
    for (MatchResult listing : listings) {
      String source = Files.readString(Examples.file(listing.group(1)));
      assertThat(listing.group(3))
          .as(listing.group(1))
          .isEqualTo(listing.group(2) == null ? source : region(source, listing.group(2)));
    }
  }

  @ParameterizedTest
  @CsvSource({"protocol.md", "clients.md"})
  void showsNoCodeThatIsFromNowhere(String doc) throws IOException {
    String text = Files.readString(Examples.doc(doc));

    assertThat(CODE.matcher(LISTING.matcher(text).replaceAll("")).find()).isFalse();
  }

  @Test
  void namesNoRegistryInALockFile() throws IOException {
    String lock = Files.readString(Examples.file("vscode-jsonrpc/package-lock.json"));

    assertThat(lock).contains("integrity").doesNotContain("resolved", "http");
  }

  @Test
  void showsOneScriptForBothTools() throws IOException {
    assertThat(withoutTheTool("shell/socat.sh")).isEqualTo(withoutTheTool("shell/nc.sh"));
  }

  /** Without what has the tool's name, and the comment above the tool. */
  private static String withoutTheTool(String script) throws IOException {
    return Files.readString(Examples.file(script))
        .lines()
        .filter(line -> !line.matches("# (nc|socat)\\.sh .*|# .*so does the connection.*"))
        .filter(line -> !line.matches("(nc|socat) .*"))
        .collect(Collectors.joining("\n"));
  }

  /** What is between the lines that have {@code tag::name[]} and {@code end::name[]}. */
  private static String region(String source, String name) {
    Pattern region =
        Pattern.compile(
            "^[^\n]*tag::" + name + "\\[\\][^\n]*\n(.*?)^[^\n]*end::" + name + "\\[\\]",
            Pattern.DOTALL | Pattern.MULTILINE);
    return region
        .matcher(source)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.joining());
  }
}
