package dev.leash.domain.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a test needs of the machine. Where it is missing, the test is skipped with a word. */
public final class Needed {
  /** There a test that is skipped would be one that nobody runs. */
  private static final boolean CI = "true".equals(System.getenv("CI"));

  private Needed() {}

  /** CI installs it. */
  public static void command(String name) {
    holds(isInstalled(name), name + " is not installed");
  }

  /** CI does not install it. */
  public static void commandWhereItIs(String name) {
    assumeTrue(isInstalled(name), name + " is not installed");
  }

  /** Must hold in CI. */
  public static void holds(boolean condition, String otherwise) {
    if (CI) {
      assertThat(condition).as(otherwise).isTrue();
    }
    assumeTrue(condition, otherwise);
  }

  private static boolean isInstalled(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(name)));
  }
}
