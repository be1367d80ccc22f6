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
  private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;
  private static final int UTF8_FLAG = 1 << 11;

  /**
   * @param boundary where the next entry or the directory begins
   */
  static LocalHeader read(ArrivingBytes source, ZipEntryRecord entry, long boundary)
      throws ExtractionEnded {
    LocalFields fields =
        LocalFields.read(source, entry.headerOffset())
            .orElseThrow(
                () -> entry.corrupt("the directory says that it begins where it does not"));
    if (fields.dataOffset() + entry.compressedSize() > boundary) {
      throw overlap(entry);
    }
    require(fields.rawName(source).equals(entry.rawName()), entry, "name");
    require(fields.method() == entry.method(), entry, "method");
    require(((fields.flags() ^ entry.flags()) & comparedFlags(entry)) == 0, entry, "flags");
    requireSizes(fields, fields.sizes(fields.extra(source)), entry);
    return new LocalHeader(fields.dataOffset(), boundary, fields.hasDescriptor());
  }

  static ExtractionEnded overlap(ZipEntryRecord entry) {
    return ExtractionEnded.of(new Bomb(entry.shown() + " overlaps another entry or the directory"));
  }

  /**
   * The descriptor's bit is judged by what it leads to; the bits of compression levels say nothing.
   */
  static int comparedFlags(ZipEntryRecord entry) {
    boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(entry.rawName());
    return ZipEntryReader.ENCRYPTED | (ascii ? 0 : UTF8_FLAG);
  }

  /** With a descriptor, fields may be 0 because the writer did not know them yet. */
  private static void requireSizes(
      LocalFields fields, LocalFields.Sizes sizes, ZipEntryRecord entry) throws ExtractionEnded {
    boolean open = fields.hasDescriptor();
    require(agrees(sizes.size(), entry.size(), open), entry, "size");
    require(agrees(sizes.compressed(), entry.compressedSize(), open), entry, "compressed size");
    require(agrees(fields.crc(), entry.crc(), open), entry, "CRC-32");
  }

  private static boolean agrees(long local, long central, boolean descriptor) {
    return local == central || (descriptor && local == 0);
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
