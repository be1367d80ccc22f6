package dev.leash.filesystem.archive;

/**
 * An entry as its local header has it.
 *
 * @param end where what follows it begins
 */
record ScannedEntry(ZipEntryRecord entry, long end) {}
