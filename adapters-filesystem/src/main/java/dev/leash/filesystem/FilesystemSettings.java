package dev.leash.filesystem;

import java.nio.file.Path;
import java.util.List;

/**
 * What the workspace needs to know of its surroundings.
 *
 * @param stateDirectory Leash's own; made when missing
 * @param allowedRoots below which downloads may go; resolved through links when the workspace is
 *     made
 * @param freeFloorBytes how much of a file system stays free at the least
 * @param freeFloorPercent where that is less: this share of it
 * @param durability what a publication survives
 */
public record FilesystemSettings(
    Path stateDirectory,
    List<Path> allowedRoots,
    long freeFloorBytes,
    int freeFloorPercent,
    Durability durability) {
  /** min(1 GiB, 5 %) stays free: a full disk harms more than the download that filled it. */
  public static final long DEFAULT_FLOOR_BYTES = 1L << 30;

  /** The same as a share of the file system; the smaller of the two counts. */
  public static final int DEFAULT_FLOOR_PERCENT = 5;

  /** What a publication survives. */
  public enum Durability {
    /** A daemon that is killed at any moment; nothing is synced. */
    PROCESS,

    /** A power cut, too: each step is synced before the next one relies on it. */
    FULL
  }

  public FilesystemSettings {
    allowedRoots = List.copyOf(allowedRoots);
    if (allowedRoots.isEmpty()) {
      throw new IllegalArgumentException("allowedRoots must name at least one folder");
    }
    if (freeFloorBytes < 0) {
      throw new IllegalArgumentException(
          "freeFloorBytes must be at least 0, but was " + freeFloorBytes);
    }
    if (freeFloorPercent < 0 || freeFloorPercent > 100) {
      throw new IllegalArgumentException(
          "freeFloorPercent must be 0 to 100, but was " + freeFloorPercent);
    }
  }

  /** The settings with every limit at its default. */
  public static FilesystemSettings of(Path stateDirectory, List<Path> allowedRoots) {
    return new FilesystemSettings(
        stateDirectory,
        allowedRoots,
        DEFAULT_FLOOR_BYTES,
        DEFAULT_FLOOR_PERCENT,
        Durability.PROCESS);
  }

  /** The same with another durability. */
  public FilesystemSettings with(Durability other) {
    return new FilesystemSettings(
        stateDirectory, allowedRoots, freeFloorBytes, freeFloorPercent, other);
  }
}
