package dev.leash.filesystem.archive;

import dev.leash.domain.archive.EntryNames;
import dev.leash.domain.archive.EntryPath;
import java.time.Instant;
import java.util.Optional;

/**
 * What the directory says of one entry, and where that goes: small, because all of them are kept
 * while the archive is unzipped, and without anything of the library's.
 *
 * @param path below the tree's root, {@code /} between its components; empty for {@link
 *     Kind#DROPPED}
 * @param rawName the name's bytes, a character each
 * @param headerOffset where its local header lies in the file
 * @param modifiedMillis {@link #NO_TIME} where there is no sane one
 */
record ZipEntryRecord(
    Kind kind,
    String path,
    String rawName,
    int flags,
    int method,
    long crc,
    long compressedSize,
    long size,
    long headerOffset,
    boolean executable,
    long modifiedMillis) {
  static final long NO_TIME = Long.MIN_VALUE;
  static final int STORED = 0;
  static final int DEFLATED = 8;

  /** What becomes of an entry. */
  enum Kind {
    FOLDER,
    FILE,
    LINK,
    /**
     * Nothing is made of it, because nothing of its path is left; its data are checked all the
     * same.
     */
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
    return EntryNames.shown(path.isEmpty() ? rawName : path);
  }

  ExtractionEnded corrupt(String why) {
    return ExtractionEnded.corrupt(shown() + ": " + why);
  }
}
