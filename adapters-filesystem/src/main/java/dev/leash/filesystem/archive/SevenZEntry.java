package dev.leash.filesystem.archive;

import dev.leash.domain.archive.EntryNames;
import dev.leash.domain.archive.EntryPath;
import java.time.Instant;
import java.util.Optional;

/**
 * What the end header says of one entry, and where that goes: small, because all of them are kept
 * while the archive is unzipped.
 *
 * @param name as the archive has it
 * @param path below the tree's root, {@code /} between its components; empty for {@link
 *     Kind#DROPPED}
 * @param hasContent whether it has bytes in a block, if only none
 * @param crc negative where there is none
 * @param modifiedMillis {@link #NO_TIME} where there is none
 */
record SevenZEntry(
    Kind kind,
    String name,
    String path,
    long size,
    long crc,
    boolean hasContent,
    boolean executable,
    long modifiedMillis) {
  static final long NO_TIME = Long.MIN_VALUE;

  /** What becomes of an entry. */
  enum Kind {
    FOLDER,
    FILE,
    LINK,
    /** Nothing is made of it, because nothing of its path is left; its data are checked. */
    DROPPED
  }

  EntryPath entryPath() {
    return new EntryPath(path);
  }

  Optional<Instant> modified() {
    return modifiedMillis == NO_TIME
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(modifiedMillis));
  }

  boolean isFileOrLink() {
    return kind == Kind.FILE || kind == Kind.LINK;
  }

  /** For a person. */
  String shown() {
    return EntryNames.shown(name);
  }

  ExtractionEnded corrupt(String why) {
    return ExtractionEnded.corrupt(shown() + ": " + why);
  }
}
