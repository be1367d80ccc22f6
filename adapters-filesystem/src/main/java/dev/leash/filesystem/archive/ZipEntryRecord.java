package dev.leash.filesystem.archive;

import dev.leash.domain.archive.EntryNames;

/**
 * An entry of a zip, as its directory says it.
 *
 * @param rawName the name's bytes, a character each
 * @param headerOffset where its local header lies in the file
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
    long modifiedMillis)
    implements PlannedEntry {
  static final int STORED = 0;
  static final int DEFLATED = 8;

  @Override
  public String shown() {
    return EntryNames.shown(path.isEmpty() ? rawName : path);
  }
}
