package dev.leash.filesystem.archive;

import dev.leash.domain.archive.EntryPath;
import java.time.Instant;
import java.util.Optional;

/**
 * What an archive's end says of one entry, and where that goes: small, because all of them are kept
 * while the archive is unpacked, and without anything of a library's.
 */
interface PlannedEntry {
  long NO_TIME = Long.MIN_VALUE;

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

  Kind kind();

  /** Below the tree's root, {@code /} between its components; empty for {@link Kind#DROPPED}. */
  String path();

  long size();

  boolean executable();

  /** {@link #NO_TIME} where there is no sane one. */
  long modifiedMillis();

  /** For a person. */
  String shown();

  default EntryPath entryPath() {
    return new EntryPath(path());
  }

  default Optional<Instant> modified() {
    return modifiedMillis() == NO_TIME
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(modifiedMillis()));
  }

  default boolean isFileOrLink() {
    return kind() == Kind.FILE || kind() == Kind.LINK;
  }

  default ExtractionEnded corrupt(String why) {
    return ExtractionEnded.corrupt(shown() + ": " + why);
  }
}
