package dev.leash.filesystem.archive;

import dev.leash.domain.archive.EntryNames;

/**
 * An entry of a 7z, as its end header says it.
 *
 * @param name as the archive has it
 * @param hasContent whether it has bytes in a block, if only none
 * @param crc negative where there is none
 */
record SevenZEntry(
    Kind kind,
    String name,
    String path,
    long size,
    long crc,
    boolean hasContent,
    boolean executable,
    long modifiedMillis)
    implements PlannedEntry {
  @Override
  public String shown() {
    return EntryNames.shown(name);
  }
}
