package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveProblem.Bomb;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * An entry's local header (APPNOTE.TXT 4.3.7), once it agrees with the directory: a reader that
 * goes by the one must find what a reader finds that goes by the other.
 *
 * @param dataOffset where the compressed bytes begin
 * @param boundary where the next entry or the directory begins
 * @param descriptor whether a data descriptor follows them
 */
record LocalHeader(long dataOffset, long boundary, boolean descriptor) {
  static final int SIZE = 30;

  private static final int SIGNATURE = 0x04034b50;
  private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;
  private static final int DESCRIPTOR_FLAG = 1 << 3;
  private static final int UTF8_FLAG = 1 << 11;
  private static final int ZIP64_FIELD = 1;
  private static final int SATURATED = -1;

  /**
   * @param boundary where the next entry or the directory begins
   */
  static LocalHeader read(ArrivingBytes source, ZipEntryRecord entry, long boundary)
      throws ExtractionEnded {
    ByteBuffer header = littleEndian(source.bytes(entry.headerOffset(), SIZE));
    if (header.getInt(0) != SIGNATURE) {
      throw entry.corrupt("the directory says that it begins where it does not");
    }
    int nameLength = Short.toUnsignedInt(header.getShort(26));
    int extraLength = Short.toUnsignedInt(header.getShort(28));
    long dataOffset = entry.headerOffset() + SIZE + nameLength + extraLength;
    if (dataOffset + entry.compressedSize() > boundary) {
      throw overlap(entry);
    }
    byte[] name = source.bytes(entry.headerOffset() + SIZE, nameLength);
    byte[] extra = source.bytes(entry.headerOffset() + SIZE + nameLength, extraLength);
    int flags = header.getShort(6);
    require(ZipNames.latin1(name).equals(entry.rawName()), entry, "name");
    require(Short.toUnsignedInt(header.getShort(8)) == entry.method(), entry, "method");
    require(((flags ^ entry.flags()) & comparedFlags(entry)) == 0, entry, "flags");
    boolean descriptor = (flags & DESCRIPTOR_FLAG) != 0;
    requireSizes(header, littleEndian(extra), entry, descriptor);
    return new LocalHeader(dataOffset, boundary, descriptor);
  }

  /** Whether a local header begins there. */
  static boolean isAt(ArrivingBytes source, long position) throws ExtractionEnded {
    return littleEndian(source.bytes(position, Integer.BYTES)).getInt(0) == SIGNATURE;
  }

  static ExtractionEnded overlap(ZipEntryRecord entry) {
    return ExtractionEnded.of(new Bomb(entry.shown() + " overlaps another entry or the directory"));
  }

  /**
   * The descriptor's bit is judged by what it leads to; the bits of compression levels say nothing.
   */
  private static int comparedFlags(ZipEntryRecord entry) {
    boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(entry.rawName());
    return ZipEntryReader.ENCRYPTED | (ascii ? 0 : UTF8_FLAG);
  }

  /** With a descriptor, fields may be 0 because the writer did not know them yet. */
  private static void requireSizes(
      ByteBuffer header, ByteBuffer extra, ZipEntryRecord entry, boolean descriptor)
      throws ExtractionEnded {
    int zip64 = zip64At(extra);
    int wide = zip64;
    long size = Integer.toUnsignedLong(header.getInt(22));
    if (header.getInt(22) == SATURATED && wide >= 0 && wide + 8 <= extra.limit()) {
      size = extra.getLong(wide);
      wide += 8;
    }
    long compressedSize = Integer.toUnsignedLong(header.getInt(18));
    if (header.getInt(18) == SATURATED && wide >= 0 && wide + 8 <= extra.limit()) {
      compressedSize = extra.getLong(wide);
    }
    long crc = Integer.toUnsignedLong(header.getInt(14));
    require(agrees(size, entry.size(), descriptor), entry, "size");
    require(agrees(compressedSize, entry.compressedSize(), descriptor), entry, "compressed size");
    require(agrees(crc, entry.crc(), descriptor), entry, "CRC-32");
  }

  private static boolean agrees(long local, long central, boolean descriptor) {
    return local == central || (descriptor && local == 0);
  }

  private static int zip64At(ByteBuffer extra) {
    int at = 0;
    while (at + 4 <= extra.limit()) {
      if (Short.toUnsignedInt(extra.getShort(at)) == ZIP64_FIELD) {
        return at + 4;
      }
      at += 4 + Short.toUnsignedInt(extra.getShort(at + 2));
    }
    return -1;
  }

  /**
   * Checks the descriptor that follows the data: with a signature or without, its sizes of 4 bytes
   * or of 8.
   */
  void checkDescriptor(ArrivingBytes source, ZipEntryRecord entry) throws ExtractionEnded {
    if (!descriptor) {
      return;
    }
    long at = dataOffset + entry.compressedSize();
    int room = (int) Math.min(24, boundary - at);
    ByteBuffer found = littleEndian(source.bytes(at, room));
    int signature = room >= 4 && found.getInt(0) == DESCRIPTOR_SIGNATURE ? 4 : 0;
    boolean agrees =
        descriptorAgrees(found, signature, entry)
            || (signature > 0 && descriptorAgrees(found, 0, entry));
    require(agrees, entry, "data descriptor");
  }

  private static boolean descriptorAgrees(ByteBuffer found, int at, ZipEntryRecord entry) {
    if (found.limit() < at + 12 || Integer.toUnsignedLong(found.getInt(at)) != entry.crc()) {
      return false;
    }
    boolean narrow =
        Integer.toUnsignedLong(found.getInt(at + 4)) == entry.compressedSize()
            && Integer.toUnsignedLong(found.getInt(at + 8)) == entry.size();
    return narrow
        || (found.limit() >= at + 20
            && found.getLong(at + 4) == entry.compressedSize()
            && found.getLong(at + 12) == entry.size());
  }

  private static void require(boolean agrees, ZipEntryRecord entry, String what)
      throws ExtractionEnded {
    if (!agrees) {
      throw entry.corrupt("its " + what + " is not what the directory says");
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
