package dev.leash.filesystem.archive;

/** The expanded bytes of one entry, in order. */
interface EntryData extends AutoCloseable {
  /**
   * Reads at least one byte, and at most {@code room}.
   *
   * @return how many; -1 at the end, where the compressed bytes ended too
   */
  int read(byte[] target, int room) throws ExtractionEnded;

  @Override
  default void close() throws ExtractionEnded {}
}
