package dev.leash.filesystem.archive;

import java.nio.ByteBuffer;

/** The bytes of an entry that is not compressed. */
final class StoredData implements EntryData {
  private final ArrivingBytes source;
  private final ZipEntryRecord entry;
  private long position;
  private long left;

  StoredData(ArrivingBytes source, ZipEntryRecord entry, long position) {
    this.source = source;
    this.entry = entry;
    this.position = position;
    this.left = entry.compressedSize();
  }

  @Override
  public int read(byte[] target, int room) throws ExtractionEnded {
    if (left == 0) {
      return -1;
    }
    int count = source.read(position, ByteBuffer.wrap(target, 0, (int) Math.min(room, left)));
    if (count < 0) {
      throw entry.corrupt("its data end too early");
    }
    position += count;
    left -= count;
    return count;
  }
}
