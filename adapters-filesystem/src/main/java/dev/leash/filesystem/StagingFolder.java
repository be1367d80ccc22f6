package dev.leash.filesystem;

import java.nio.file.Path;

/**
 * A staging folder that has been made.
 *
 * @param home the folder that it lies in, beside those of other downloads
 */
record StagingFolder(Path path, Path home) {
  String name() {
    return path.getFileName().toString();
  }
}
