package dev.leash.filesystem.archive;

/**
 * The entries of a zip in the order of their offsets, as far as they are known: from its directory
 * all at once, from what has arrived one after the other. Safe for use by several threads.
 */
interface KnownEntries {
  /** How many are known by now. */
  int count();

  /**
   * One of them.
   *
   * @param index below {@link #count}
   */
  ZipEntryRecord entry(int index);

  /** Where the next entry begins, or the directory. */
  long boundary(int index);

  /** Nobody will ask for that one any more. */
  default void done(int index) {}
}
