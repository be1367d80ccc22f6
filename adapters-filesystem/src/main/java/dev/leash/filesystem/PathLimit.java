package dev.leash.filesystem;

import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.download.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * How long an entry's path may be so that the platform can hold it below its destination.
 *
 * @param bytes of the entry's path in UTF-8
 */
record PathLimit(int bytes) {
  /** NAME_MAX of every common file system. */
  private static final int COMPONENT = 255;

  /** A staging folder's names and a name in its tree. */
  private static final int ROOM = 400;

  /** PATH_MAX of Linux, less the end mark. */
  private static final int LINUX = 4_095;

  /** PATH_MAX of macOS, less the end mark. */
  private static final int MAC = 1_023;

  /** Of an extended-length path on Windows, in UTF-16 units: never more than bytes. */
  private static final int WINDOWS = 32_767;

  /** For two places, in both of which the tree will have to be. */
  static PathLimit below(Path destination, Path staged) {
    int longer = Math.max(length(destination), length(staged));
    return new PathLimit(platform() - longer - 1);
  }

  /** Why a destination is too long; there must be room below it for an entry. */
  static Optional<String> refusal(Path destination) {
    if (length(destination) > platform() - ROOM) {
      return Optional.of("is longer than " + (platform() - ROOM) + " bytes");
    }
    for (Path name : destination) {
      if (length(name) > COMPONENT) {
        return Optional.of("has a component longer than " + COMPONENT + " bytes");
      }
    }
    return Optional.empty();
  }

  Optional<Failure> refusal(EntryPath path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length > bytes
        ? Optional.of(new Failure.OfArchive(new ArchiveProblem.LimitExceeded("pathBytes", bytes)))
        : Optional.empty();
  }

  private static int length(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private static int platform() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return WINDOWS;
    }
    return name.startsWith("mac") ? MAC : LINUX;
  }
}
