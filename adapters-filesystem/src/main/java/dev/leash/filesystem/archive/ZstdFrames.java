package dev.leash.filesystem.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Follows Zstandard frames (RFC 8878, 3.1) on their way to the decoder, so that there is memory for
 * each one's window before it learns of that. What makes no sense is left to the decoder. For one
 * thread.
 */
final class ZstdFrames extends FilterInputStream {
  private static final int MAGIC = 0xfd2f_b528;
  private static final int SKIPPABLE = 0x0184_d2a5;
  private static final int MOST_OF_A_HEADER = 13;
  private static final int SINGLE_SEGMENT = 0x20;
  private static final int CHECKSUM = 4;
  private static final int RLE = 1;
  private static final int RESERVED = 3;

  private final DecoderMemory memory;
  private final long mostWindow;
  private final ByteBuffer field =
      ByteBuffer.allocate(MOST_OF_A_HEADER).order(ByteOrder.LITTLE_ENDIAN);
  private Field next = Field.MAGIC;
  private int descriptor;
  private long passing;

  /** What is gathered before it means something. */
  private enum Field {
    MAGIC,
    SKIPPED,
    DESCRIPTOR,
    HEADER,
    BLOCK,
    NONE
  }

  /**
   * @param mostWindow the largest window that the decoder takes
   */
  ZstdFrames(InputStream compressed, long mostWindow, DecoderMemory memory) {
    super(compressed);
    this.memory = memory;
    this.mostWindow = mostWindow;
    expect(Field.MAGIC, Integer.BYTES);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    if (count > 0) {
      follow(ByteBuffer.wrap(target, offset, count));
    }
    return count;
  }

  private void follow(ByteBuffer bytes) throws ExtractionEnded {
    while (bytes.hasRemaining() && next != Field.NONE) {
      int passed = (int) Math.min(passing, bytes.remaining());
      bytes.position(bytes.position() + passed);
      passing -= passed;
      if (bytes.hasRemaining()) {
        field.put(bytes.get());
        if (!field.hasRemaining()) {
          field.flip();
          understand();
        }
      }
    }
  }

  private void understand() throws ExtractionEnded {
    switch (next) {
      case MAGIC -> {
        int magic = field.getInt();
        if (magic == MAGIC) {
          expect(Field.DESCRIPTOR, 1);
        } else {
          expect(magic >>> 4 == SKIPPABLE ? Field.SKIPPED : Field.NONE, Integer.BYTES);
        }
      }
      case SKIPPED -> {
        passing = Integer.toUnsignedLong(field.getInt());
        expect(Field.MAGIC, Integer.BYTES);
      }
      case DESCRIPTOR -> {
        descriptor = field.get();
        expect(Field.HEADER, windowLength() + dictionaryLength() + sizeLength());
      }
      case HEADER -> {
        long window = window();
        if (window <= mostWindow) {
          memory.need(window);
        }
        expect(Field.BLOCK, 3);
      }
      case BLOCK -> {
        int low = Short.toUnsignedInt(field.getShort());
        block(low + (Byte.toUnsignedInt(field.get()) << 16));
      }
      case NONE -> throw new IllegalStateException("nothing is expected");
    }
  }

  private void block(int header) {
    int type = (header >>> 1) & 3;
    passing = type == RLE ? 1 : header >>> 3;
    if (type == RESERVED) {
      expect(Field.NONE, 0);
    } else if ((header & 1) == 0) {
      expect(Field.BLOCK, 3);
    } else {
      passing += (descriptor & CHECKSUM) == 0 ? 0 : Integer.BYTES;
      expect(Field.MAGIC, Integer.BYTES);
    }
  }

  private void expect(Field what, int length) {
    next = what;
    field.clear().limit(length);
  }

  /** Where there is none, the content's size is the window's. */
  private long window() {
    if (windowLength() > 0) {
      int window = Byte.toUnsignedInt(field.get());
      long base = 1L << (10 + (window >>> 3));
      return base + base / 8 * (window & 7);
    }
    field.position(dictionaryLength());
    return switch (sizeLength()) {
      case 1 -> Byte.toUnsignedLong(field.get());
      case 2 -> Short.toUnsignedLong(field.getShort()) + 256;
      case 4 -> Integer.toUnsignedLong(field.getInt());
      default -> field.getLong() & Long.MAX_VALUE;
    };
  }

  private int windowLength() {
    return (descriptor & SINGLE_SEGMENT) == 0 ? 1 : 0;
  }

  private int dictionaryLength() {
    return (1 << (descriptor & 3)) >> 1;
  }

  private int sizeLength() {
    int flag = (descriptor >>> 6) & 3;
    return flag == 0 ? 1 - windowLength() : 1 << flag;
  }
}
