package dev.leash.bootstrap.architecture.planted.filesystem;

import java.io.IOException;
import java.nio.file.Path;

/** Breaks: files are touched by the disk alone. */
record ResolvesPastTheDisk(Path path) {
  Path real() throws IOException {
    return path.toRealPath();
  }
}
