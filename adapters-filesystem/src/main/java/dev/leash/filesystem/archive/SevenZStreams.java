package dev.leash.filesystem.archive;

import java.util.List;

/**
 * The blocks, and of each file with content its size and CRC ({@link SevenZBlock#NO_CRC} for none),
 * in order.
 */
final class SevenZStreams {
  private final List<SevenZBlock> blocks;
  private final long[] sizes;
  private final long[] crcs;

  SevenZStreams(List<SevenZBlock> blocks, long[] sizes, long[] crcs) {
    this.blocks = blocks;
    this.sizes = sizes;
    this.crcs = crcs;
  }

  static SevenZStreams none() {
    return new SevenZStreams(List.of(), new long[0], new long[0]);
  }

  List<SevenZBlock> blocks() {
    return blocks;
  }

  int files() {
    return sizes.length;
  }

  long size(int file) {
    return sizes[file];
  }

  long crc(int file) {
    return crcs[file];
  }
}
