package dev.leash.filesystem.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What an entry's local header says (APPNOTE.TXT 4.3.7), believed by nobody yet.
 *
 * @param offset where it lies
 * @param fixed the part that is as long in every header
 */
record LocalFields(long offset, ByteBuffer fixed) {
  static final int SIZE = 30;

  private static final int SIGNATURE = 0x04034b50;
  private static final int DESCRIPTOR_FLAG = 1 << 3;
  private static final int ZIP64_FIELD = 1;
  private static final int SATURATED = -1;

  /** Waits for it; empty where no local header begins. */
  static Optional<LocalFields> read(ArrivingBytes source, long offset) throws ExtractionEnded {
    ByteBuffer fixed = littleEndian(source.bytes(offset, SIZE));
    return fixed.getInt(0) == SIGNATURE
        ? Optional.of(new LocalFields(offset, fixed))
        : Optional.empty();
  }

  /** Whether a local header begins there. */
  static boolean isAt(ArrivingBytes source, long position) throws ExtractionEnded {
    return littleEndian(source.bytes(position, Integer.BYTES)).getInt(0) == SIGNATURE;
  }

  int flags() {
    return shortAt(6);
  }

  int method() {
    return shortAt(8);
  }

  /** Date and time as DOS has them. */
  long dosTime() {
    return intAt(10);
  }

  long crc() {
    return intAt(14);
  }

  /** Whether a data descriptor follows the data: then the fields may be 0. */
  boolean hasDescriptor() {
    return (flags() & DESCRIPTOR_FLAG) != 0;
  }

  /** Where the compressed bytes begin. */
  long dataOffset() {
    return offset + SIZE + nameLength() + extraLength();
  }

  /** The name's bytes, a character each; waits for them. */
  String rawName(ArrivingBytes source) throws ExtractionEnded {
    return ZipNames.latin1(source.bytes(offset + SIZE, nameLength()));
  }

  /** The extra fields; waits for them. */
  byte[] extra(ArrivingBytes source) throws ExtractionEnded {
    return source.bytes(offset + SIZE + nameLength(), extraLength());
  }

  /** The sizes, by the zip64 field where they are too large for the others (4.5.3). */
  Sizes sizes(byte[] extra) {
    ByteBuffer wide = zip64(littleEndian(extra));
    // In this order, and each only where its narrow field is saturated.
    long size = fixed.getInt(22) == SATURATED ? next(wide, intAt(22)) : intAt(22);
    long compressed = fixed.getInt(18) == SATURATED ? next(wide, intAt(18)) : intAt(18);
    return new Sizes(compressed, size);
  }

  /** In bytes; both may be anything. */
  record Sizes(long compressed, long size) {}

  private static long next(ByteBuffer wide, long otherwise) {
    return wide.remaining() >= Long.BYTES ? wide.getLong() : otherwise;
  }

  /** What lies from the field's content on. */
  private static ByteBuffer zip64(ByteBuffer extra) {
    int at = 0;
    while (at + 4 <= extra.limit()) {
      if (Short.toUnsignedInt(extra.getShort(at)) == ZIP64_FIELD) {
        return extra.position(at + 4);
      }
      at += 4 + Short.toUnsignedInt(extra.getShort(at + 2));
    }
    return extra.position(extra.limit());
  }

  private int nameLength() {
    return shortAt(26);
  }

  private int extraLength() {
    return shortAt(28);
  }

  private int shortAt(int at) {
    return Short.toUnsignedInt(fixed.getShort(at));
  }

  private long intAt(int at) {
    return Integer.toUnsignedLong(fixed.getInt(at));
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
