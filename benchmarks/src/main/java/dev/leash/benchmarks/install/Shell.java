package dev.leash.benchmarks.install;

import java.nio.file.Path;

/** Writes words so that a shell takes them as they are. */
final class Shell {
  private Shell() {}

  static String quoted(Path path) {
    return quoted(path.toString());
  }

  static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
