package dev.leash.bootstrap.architecture.planted.filesystem;

import java.nio.file.Files;
import java.nio.file.Path;

/** Breaks: files are touched by the disk alone. */
record PastTheDisk(Path path) {
  boolean isThere() {
    return Files.exists(path);
  }
}
