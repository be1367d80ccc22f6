package dev.leash.filesystem.archive;

import java.util.zip.CRC32;

/**
 * The bytes of an entry, which must be what the directory declares: never more than one byte beyond
 * it is expanded, and none of that is handed on.
 */
final class DeclaredData implements EntryData {
  private final EntryData data;
  private final ZipEntryRecord entry;
  private final Runnable between;
  private final CRC32 crc = new CRC32();
  private long left;

  /**
   * @param between called before each piece
   */
  DeclaredData(EntryData data, ZipEntryRecord entry, Runnable between) {
    this.data = data;
    this.between = between;
    this.entry = entry;
    this.left = entry.size();
  }

  @Override
  public int read(byte[] target, int room) throws ExtractionEnded {
    between.run();
    int count = data.read(target, (int) Math.min(room, left + 1));
    if (count < 0) {
      requireWhole();
      return count;
    }
    left -= count;
    if (left < 0) {
      throw entry.corrupt("it is larger than the directory says");
    }
    crc.update(target, 0, count);
    return count;
  }

  private void requireWhole() throws ExtractionEnded {
    if (left > 0) {
      throw entry.corrupt("it is smaller than the directory says");
    }
    if (crc.getValue() != entry.crc()) {
      throw entry.corrupt("its CRC-32 is not what the directory says");
    }
  }

  @Override
  public void close() throws ExtractionEnded {
    data.close();
  }
}
