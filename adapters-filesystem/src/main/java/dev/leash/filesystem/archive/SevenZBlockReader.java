package dev.leash.filesystem.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** Decodes one block, once, file after file. For one thread. */
final class SevenZBlockReader implements AutoCloseable {
  private final SevenZBlock block;
  private final InputStream in;
  private final CRC32 crcOfAll = new CRC32();

  /**
   * @param first who is to blame when that fails
   */
  SevenZBlockReader(ArrivingBytes source, SevenZBlock block, SevenZEntry first)
      throws ExtractionEnded {
    this.block = block;
    try {
      this.in = block.coder().open(source);
    } catch (IOException | RuntimeException e) {
      throw LibraryProblems.ended(e, first.name());
    }
  }

  /** The bytes of the next file; read them to their end before those of another. */
  EntryData data(SevenZEntry entry) {
    return new Data(entry);
  }

  /** All bytes of the next file, of which there are few. */
  byte[] all(SevenZEntry entry) throws ExtractionEnded {
    byte[] all = new byte[Math.toIntExact(entry.size())];
    EntryData data = data(entry);
    byte[] chunk = new byte[Math.clamp(all.length, 1, EntryWriter.BUFFER)];
    int filled = 0;
    for (int count = data.read(chunk, chunk.length);
        count >= 0;
        count = data.read(chunk, chunk.length)) {
      System.arraycopy(chunk, 0, all, filled, count);
      filled += count;
    }
    return all;
  }

  /** After the last file, nothing may be left. */
  void requireEnd(SevenZEntry last) throws ExtractionEnded {
    if (read(last, new byte[1], 1) >= 0) {
      throw last.corrupt("something follows its data");
    }
    // That of a single file is the file's own.
    if (block.crc() != SevenZBlock.NO_CRC
        && block.files() > 1
        && crcOfAll.getValue() != block.crc()) {
      throw last.corrupt("the CRC-32 of its block is not what the end header says");
    }
  }

  private int read(SevenZEntry entry, byte[] target, int room) throws ExtractionEnded {
    try {
      return in.read(target, 0, room);
    } catch (IOException | RuntimeException e) {
      throw LibraryProblems.ended(e, entry.name());
    }
  }

  @Override
  public void close() throws ExtractionEnded {
    try {
      in.close();
    } catch (IOException | RuntimeException e) {
      throw LibraryProblems.ended(e, "the archive");
    }
  }

  private final class Data implements EntryData {
    private final SevenZEntry entry;
    private final CRC32 crc = new CRC32();
    private long left;

    Data(SevenZEntry entry) {
      this.entry = entry;
      this.left = entry.size();
    }

    @Override
    public int read(byte[] target, int room) throws ExtractionEnded {
      if (left == 0) {
        if (entry.crc() != SevenZBlock.NO_CRC && crc.getValue() != entry.crc()) {
          throw entry.corrupt("its CRC-32 is not what the end header says");
        }
        return -1;
      }
      int count = SevenZBlockReader.this.read(entry, target, (int) Math.min(room, left));
      if (count < 0) {
        throw entry.corrupt("it is smaller than the end header says");
      }
      left -= count;
      crc.update(target, 0, count);
      if (block.files() > 1 && block.crc() != SevenZBlock.NO_CRC) {
        crcOfAll.update(target, 0, count);
      }
      return count;
    }
  }
}
