package dev.leash.filesystem.archive;

/**
 * What a zip's end record says, once it agrees with the file. Positions are the file's.
 *
 * @param entries how many there are
 * @param directory where the central directory begins
 * @param directoryEnd where it ends, and the first of the end records begins
 * @param shift what to add to the archive's offsets, because something was put before it
 * @param fileLength the length of the whole
 */
record EndRecord(long entries, long directory, long directoryEnd, long shift, long fileLength) {
  long directorySize() {
    return directoryEnd - directory;
  }
}
