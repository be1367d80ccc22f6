package dev.leash.filesystem;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Where a download goes.
 *
 * @param folder its real path as far as it exists
 * @param root the allowed folder that it lies in
 */
record Destination(Path folder, Path root) {
  /**
   * As a disk may see the path that folds case: two that differ by no more are taken for one, to be
   * safe on any disk.
   */
  static Path folded(Path path) {
    return path.getFileSystem().getPath(path.toString().toLowerCase(Locale.ROOT));
  }

  /** Whether one of two folded paths is the other or lies below it. */
  static boolean overlap(Path one, Path other) {
    return one.startsWith(other) || other.startsWith(one);
  }
}
