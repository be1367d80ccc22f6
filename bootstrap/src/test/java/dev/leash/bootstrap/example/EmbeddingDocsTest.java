package dev.leash.bootstrap.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/embedding.md shows is what is compiled and run here. */
final class EmbeddingDocsTest {
  /** A listing, and above it where it is from: {@code <!-- File.java#region -->}. */
  private static final Pattern LISTING =
      Pattern.compile("<!-- (\\w+\\.java)#(\\w+) -->\n```java\n(.*?)```\n", Pattern.DOTALL);

  /** The module's folder, which is where its tests run. */
  private static final Path MODULE = Path.of("").toAbsolutePath();

  private static final Path DOC = MODULE.resolveSibling("docs").resolve("embedding.md");

  private static final Path SOURCES =
      MODULE
          .resolve("src/test/java")
          .resolve(EmbeddingDocsTest.class.getPackageName().replace('.', '/'));

  @Test
  void showsTheRegionsOfTheCompiledFiles() throws IOException {
    List<MatchResult> listings = LISTING.matcher(Files.readString(DOC)).results().toList();

    assertThat(listings).hasSize(5);
    for (MatchResult listing : listings) {
      assertThat(listing.group(3)).isEqualTo(region(listing.group(1), listing.group(2)));
    }
  }

  @Test
  void showsNoJavaThatIsFromNowhere() throws IOException {
    String doc = Files.readString(DOC);

    assertThat(LISTING.matcher(doc).replaceAll("")).doesNotContain("```java");
  }

  private static String region(String file, String name) throws IOException {
    String source = Files.readString(SOURCES.resolve(file));
    Pattern region =
        Pattern.compile(
            "^ *// tag::" + name + "\\[\\]\n(.*?)^ *// end::" + name + "\\[\\]",
            Pattern.DOTALL | Pattern.MULTILINE);
    return region
            .matcher(source)
            .results()
            .map(found -> found.group(1).stripTrailing().stripIndent().strip())
            .collect(Collectors.joining())
        + "\n";
  }
}
