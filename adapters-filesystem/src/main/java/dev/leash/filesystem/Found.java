package dev.leash.filesystem;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What was found at a path, links not followed.
 *
 * @param key the inode, {@link #UNKNOWN} where there are none
 * @param size 0 for a folder
 * @param modified in nanoseconds since 1970
 */
record Found(Kind kind, String key, long size, long modified) {
  static final String UNKNOWN = "-";

  /** What can be found. */
  enum Kind {
    FILE,
    FOLDER,
    LINK,
    OTHER
  }

  /** Looks; empty where nothing is. */
  static Optional<Found> at(Path path, Disk disk) throws IOException {
    return disk.find(path).map(Found::of);
  }

  private static Found of(BasicFileAttributes attributes) {
    return new Found(
        kind(attributes),
        key(attributes),
        attributes.isDirectory() ? 0 : attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
  }

  private static Kind kind(BasicFileAttributes attributes) {
    if (attributes.isSymbolicLink()) {
      return Kind.LINK;
    }
    if (attributes.isDirectory()) {
      return Kind.FOLDER;
    }
    return attributes.isRegularFile() ? Kind.FILE : Kind.OTHER;
  }

  /** Without the device: its number may be another after the machine was started anew. */
  private static String key(BasicFileAttributes attributes) {
    return attributes.fileKey() == null
        ? UNKNOWN
        : attributes.fileKey().toString().replaceFirst("dev=\\p{XDigit}+,", "");
  }

  boolean isFolder() {
    return kind == Kind.FOLDER;
  }

  /** Whether the other is the same file or folder, though perhaps written to since. */
  boolean isSameAs(Found other) {
    return key.equals(UNKNOWN) ? equals(other) : kind == other.kind && key.equals(other.key);
  }
}
