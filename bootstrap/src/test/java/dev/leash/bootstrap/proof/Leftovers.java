package dev.leash.bootstrap.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.bootstrap.process.Base;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks at what a daemon's start has left of downloads that were cut short. */
final class Leftovers {
  private Leftovers() {}

  /**
   * Nothing is there but what the user sees.
   *
   * @param top the one folder that may be in the root
   */
  static void assertNone(Base base, String top) throws IOException {
    assertThat(list(base.root())).isSubsetOf(top);
    assertThat(list(base.path().resolve("state/staging"))).isEmpty();
    assertThat(list(base.path().resolve("state/kept"))).isEmpty();
  }

  private static List<String> list(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(folder)) {
      return list.map(path -> path.getFileName().toString()).toList();
    }
  }
}
