package dev.leash.filesystem.archive;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The bytes of a deflated entry. Its stream must end exactly where the entry's compressed bytes do.
 */
final class DeflatedData implements EntryData {
  private final StoredData compressed;
  private final ZipEntryRecord entry;
  private final Inflater inflater;
  private final byte[] input;
  private boolean dry;

  /**
   * @param inflater reset, without a zlib header
   * @param input a buffer for compressed bytes
   */
  DeflatedData(StoredData compressed, ZipEntryRecord entry, Inflater inflater, byte[] input) {
    this.compressed = compressed;
    this.entry = entry;
    this.inflater = inflater;
    this.input = input;
  }

  @Override
  public int read(byte[] target, int room) throws ExtractionEnded {
    try {
      while (true) {
        int count = inflater.inflate(target, 0, room);
        if (count > 0) {
          return count;
        }
        if (inflater.finished()) {
          requireEnd();
          return -1;
        }
        if (inflater.needsDictionary() || dry) {
          throw entry.corrupt("its data end too early");
        }
        refill();
      }
    } catch (DataFormatException e) {
      throw entry.corrupt("its data are damaged");
    }
  }

  private void refill() throws ExtractionEnded {
    int count = compressed.read(input, input.length);
    dry = count < 0;
    if (!dry) {
      inflater.setInput(input, 0, count);
    }
  }

  private void requireEnd() throws ExtractionEnded {
    if (inflater.getRemaining() > 0 || compressed.read(input, 1) >= 0) {
      throw entry.corrupt("something follows its data");
    }
  }
}
