package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import dev.leash.domain.archive.ArchiveProblem.Unsupported;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/**
 * What a 7z's first 32 bytes say of its end header, once that agrees with the file (7zFormat.txt of
 * the LZMA SDK). Positions are the file's.
 */
record SevenZStart(long header, int headerSize, int headerCrc, long fileLength) {
  static final int SIZE = 32;
  private static final int MAJOR_VERSION_AT = 6;
  private static final int CRC_AT = 8;
  private static final int CHECKED_FROM = 12;

  /**
   * 100,000 entries with 335 bytes each, where 100 are usual: as {@link CentralDirectory} has it
   * for a zip.
   */
  static final int MAX_HEADER = 32 << 20;

  /** Where an end header is compressed, its bytes lie right before what tells of them. */
  private static final int WANTED_BEFORE = 64 << 10;

  /** Waits until the file's length is known. */
  static SevenZStart read(ArrivingBytes source) throws ExtractionEnded {
    byte[] bytes = source.bytes(0, SIZE);
    ByteBuffer start = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (start.get(MAJOR_VERSION_AT) != 0) {
      throw ExtractionEnded.of(
          new Unsupported("a 7z archive of version " + (start.get(MAJOR_VERSION_AT) & 0xff)));
    }
    if (crc(bytes, CHECKED_FROM, SIZE) != start.getInt(CRC_AT)) {
      throw ExtractionEnded.corrupt("its start header is damaged");
    }
    long offset = start.getLong(12);
    long size = start.getLong(20);
    long length = source.length();
    if (offset < 0 || size < 0 || offset > length - SIZE || size > length - SIZE - offset) {
      throw ExtractionEnded.corrupt(
          "its end header lies beyond its end: it is cut, or one part of several");
    }
    if (SIZE + offset + size != length) {
      throw ExtractionEnded.corrupt("something follows its end header");
    }
    if (size == 0 && offset > 0) {
      throw ExtractionEnded.corrupt("it has data, and no end header that says whose");
    }
    if (size > MAX_HEADER) {
      throw tooLarge();
    }
    return new SevenZStart(SIZE + offset, (int) size, start.getInt(28), length);
  }

  static ExtractionEnded tooLarge() {
    return ExtractionEnded.of(new LimitExceeded("headerBytes", MAX_HEADER));
  }

  /** Such an archive has no end header at all. */
  boolean isEmpty() {
    return headerSize == 0;
  }

  /** Asks for the end header before the rest, with what may belong to it; waits for the former. */
  void awaitHeader(ArrivingBytes source) throws ExtractionEnded {
    long from = Math.max(SIZE, header - WANTED_BEFORE);
    source.want(from, fileLength - from);
    source.await(header, headerSize);
  }

  SevenZInput readHeader(ArrivingBytes source) throws ExtractionEnded {
    byte[] bytes = source.bytes(header, headerSize);
    if (crc(bytes, 0, bytes.length) != headerCrc) {
      throw ExtractionEnded.corrupt("its end header is damaged");
    }
    return new SevenZInput(bytes);
  }

  private static int crc(byte[] bytes, int from, int to) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, to - from);
    return (int) crc.getValue();
  }
}
