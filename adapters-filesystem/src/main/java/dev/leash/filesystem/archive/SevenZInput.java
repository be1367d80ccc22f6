package dev.leash.filesystem.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A 7z's header as it is read: no count is believed that the bytes left could not hold. Not safe
 * for use by several threads.
 */
final class SevenZInput {
  private final ByteBuffer bytes;

  SevenZInput(byte[] bytes) {
    this(ByteBuffer.wrap(bytes));
  }

  private SevenZInput(ByteBuffer bytes) {
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  int remaining() {
    return bytes.remaining();
  }

  int position() {
    return bytes.position();
  }

  /** The bytes from there to here. */
  List<Byte> since(int from) {
    List<Byte> copy = new ArrayList<>();
    for (int i = from; i < bytes.position(); i++) {
      copy.add(bytes.get(i));
    }
    return List.copyOf(copy);
  }

  int nextByte() throws ExtractionEnded {
    require(1);
    return Byte.toUnsignedInt(bytes.get());
  }

  char nextChar() throws ExtractionEnded {
    require(Character.BYTES);
    return bytes.getChar();
  }

  int nextInt() throws ExtractionEnded {
    require(Integer.BYTES);
    return bytes.getInt();
  }

  long nextLong() throws ExtractionEnded {
    require(Long.BYTES);
    return bytes.getLong();
  }

  /**
   * A number of 1 to 9 bytes: the ones that the first byte begins with tell how many follow it, its
   * other bits are the number's highest.
   */
  long number() throws ExtractionEnded {
    int first = nextByte();
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      int mask = 0x80 >> i;
      if ((first & mask) == 0) {
        return positive(value | (long) (first & (mask - 1)) << (8 * i));
      }
      value |= (long) nextByte() << (8 * i);
    }
    return positive(value);
  }

  /** How many there are of what takes at least {@code each} of the bytes left. */
  int count(int each) throws ExtractionEnded {
    long count = number();
    if (count > remaining() / each) {
      throw damaged();
    }
    return (int) count;
  }

  /** A count with a bound of its own. */
  int countUpTo(int most) throws ExtractionEnded {
    long count = number();
    if (count > most) {
      throw damaged();
    }
    return (int) count;
  }

  byte[] bytes(long count) throws ExtractionEnded {
    require(count);
    byte[] copy = new byte[(int) count];
    bytes.get(copy);
    return copy;
  }

  void skip(long count) throws ExtractionEnded {
    require(count);
    bytes.position(bytes.position() + (int) count);
  }

  /** The next bytes, as an input of their own. */
  SevenZInput part(long count) throws ExtractionEnded {
    require(count);
    SevenZInput part = new SevenZInput(bytes.slice(bytes.position(), (int) count));
    skip(count);
    return part;
  }

  /** So many bits, the highest of each byte first. */
  BitSet bits(int count) throws ExtractionEnded {
    require((count + 7L) / 8);
    BitSet bits = new BitSet();
    for (int i = 0; i < count; i += 8) {
      int eight = nextByte();
      for (int k = 0; k < 8 && i + k < count; k++) {
        bits.set(i + k, (eight & 0x80 >> k) != 0);
      }
    }
    return bits;
  }

  /** Bits, or one byte that says that all are set. */
  BitSet allOrBits(int count) throws ExtractionEnded {
    if (nextByte() == 0) {
      return bits(count);
    }
    BitSet all = new BitSet();
    all.set(0, count);
    return all;
  }

  void requireByte(int value) throws ExtractionEnded {
    if (nextByte() != value) {
      throw damaged();
    }
  }

  void requireEnd() throws ExtractionEnded {
    if (bytes.hasRemaining()) {
      throw damaged();
    }
  }

  static ExtractionEnded damaged() {
    return ExtractionEnded.corrupt("its end header makes no sense");
  }

  private void require(long count) throws ExtractionEnded {
    if (count > remaining()) {
      throw damaged();
    }
  }

  private static long positive(long value) throws ExtractionEnded {
    if (value < 0) {
      throw damaged();
    }
    return value;
  }
}
