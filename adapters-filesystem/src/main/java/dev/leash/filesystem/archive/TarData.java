package dev.leash.filesystem.archive;

/** The data of one member of a tar, and after them what fills their last block. */
final class TarData implements EntryData {
  private final TarBlocks blocks;
  private final long size;
  private long left;

  TarData(TarBlocks blocks, long size) {
    this.blocks = blocks;
    this.size = size;
    this.left = size;
  }

  @Override
  public int read(byte[] target, int room) throws ExtractionEnded {
    if (left == 0) {
      blocks.padding(size);
      return -1;
    }
    int count = blocks.data(target, (int) Math.min(room, left));
    left -= count;
    return count;
  }
}
