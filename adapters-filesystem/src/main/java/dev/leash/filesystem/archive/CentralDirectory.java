package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes from the central directory's start to the file's end, after a walk over its headers
 * (APPNOTE.TXT 4.3.12): the library, which believes them, sees none that was not counted here.
 */
record CentralDirectory(EndRecord end, ByteBuffer bytes) {
  private static final int SIGNATURE = 0x02014b50;
  private static final int HEADER = 46;

  /**
   * 100,000 entries with 335 bytes each, where 150 are usual. Names, extra fields and comments may
   * take 192 KiB an entry, and the library keeps them all.
   */
  private static final long MAX_SIZE = 32L << 20;

  /** Refuses what is too large to be read. */
  static void requireBounds(EndRecord end, ArchiveLimits limits) throws ExtractionEnded {
    if (end.entries() > end.directorySize() / HEADER) {
      throw ExtractionEnded.corrupt("it has fewer entries than its end record says");
    }
    if (end.entries() > limits.entries()) {
      throw ExtractionEnded.of(new LimitExceeded("entries", limits.entries()));
    }
    if (end.directorySize() > MAX_SIZE) {
      throw ExtractionEnded.of(new LimitExceeded("directoryBytes", MAX_SIZE));
    }
  }

  /** Reads what is {@linkplain #requireBounds within bounds}. */
  static CentralDirectory read(ArrivingBytes source, EndRecord end) throws ExtractionEnded {
    byte[] bytes = source.bytes(end.directory(), (int) (end.fileLength() - end.directory()));
    CentralDirectory directory =
        new CentralDirectory(end, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    directory.walk();
    return directory;
  }

  private void walk() throws ExtractionEnded {
    long size = end.directorySize();
    long at = 0;
    for (long entry = 0; entry < end.entries(); entry++) {
      if (at + HEADER > size || bytes.getInt((int) at) != SIGNATURE) {
        throw ExtractionEnded.corrupt("its directory is damaged");
      }
      int header = (int) at;
      at +=
          HEADER
              + unsignedShort(header + 28)
              + unsignedShort(header + 30)
              + unsignedShort(header + 32);
    }
    if (at != size) {
      throw ExtractionEnded.corrupt("its directory has another size than its end record says");
    }
  }

  private int unsignedShort(int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }
}
