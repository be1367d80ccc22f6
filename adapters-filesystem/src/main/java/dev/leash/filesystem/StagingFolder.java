package dev.leash.filesystem;

import java.nio.file.Path;

/**
 * A staging folder that has been made.
 *
 * @param home the folder that it lies in, beside those of other downloads
 */
record StagingFolder(Path path, Path home) {
  private static final String PUBLISHING = "publishing";

  String name() {
    return path.getFileName().toString();
  }

  /** Is there while files are being renamed that a crash would leave half done. */
  Path mark() {
    return path.resolve(PUBLISHING);
  }
}
