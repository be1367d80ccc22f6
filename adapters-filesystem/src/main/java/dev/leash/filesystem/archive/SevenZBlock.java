package dev.leash.filesystem.archive;

import java.util.Arrays;

/**
 * One solid block: bytes that are decoded together, and belong to several files one after the
 * other. Small, as {@link SevenZEntry} is: every file may have one of its own.
 */
final class SevenZBlock {
  /** What has no CRC. */
  static final long NO_CRC = -1;

  private final SevenZFolder folder;
  private final long[] sizes;
  private final long from;
  private final long[] packed;
  private final long crc;
  private final int files;

  /**
   * @param sizes how many bytes each coder gives
   * @param from where its first packed byte lies in the file
   * @param packed how many bytes each packed stream has
   * @param crc of all its bytes, or {@link #NO_CRC}
   * @param files how many files it has
   */
  SevenZBlock(SevenZFolder folder, long[] sizes, long from, long[] packed, long crc, int files) {
    this.folder = folder;
    this.sizes = sizes;
    this.from = from;
    this.packed = packed;
    this.crc = crc;
    this.files = files;
  }

  SevenZCoder coder() {
    return folder.coder(sizes, from, packed);
  }

  long from() {
    return from;
  }

  /** How many bytes of the file it is made of. */
  long packedSize() {
    return Arrays.stream(packed).sum();
  }

  /** How many bytes it has. */
  long size() {
    return sizes[folder.last()];
  }

  long crc() {
    return crc;
  }

  int files() {
    return files;
  }
}
