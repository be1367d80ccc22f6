package dev.leash.filesystem.archive;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * A number field of a tar header: octal digits, between spaces and up to a NUL, or GNU's base-256,
 * which its first bit tells.
 */
final class TarNumber {
  private static final int BASE_256 = 0x80;
  private static final int NEGATIVE = 0xff;

  private TarNumber() {}

  /** Empty where it makes no sense; a blank field is 0. */
  static OptionalLong parse(byte[] block, int at, int length) {
    return (block[at] & BASE_256) != 0
        ? base256(Arrays.copyOfRange(block, at, at + length))
        : octal(block, at, at + length);
  }

  private static OptionalLong octal(byte[] block, int at, int end) {
    int position = at;
    while (position < end && block[position] == ' ') {
      position++;
    }
    long value = 0;
    // At most 12 digits: 36 bits.
    while (position < end && block[position] != ' ' && block[position] != 0) {
      int digit = block[position++] - '0';
      if (digit < 0 || digit > 7) {
        return OptionalLong.empty();
      }
      value = value << 3 | digit;
    }
    return OptionalLong.of(value);
  }

  private static OptionalLong base256(byte[] field) {
    if (Byte.toUnsignedInt(field[0]) != NEGATIVE) {
      field[0] &= (byte) ~BASE_256;
    }
    BigInteger value = new BigInteger(field);
    return value.bitLength() < Long.SIZE
        ? OptionalLong.of(value.longValue())
        : OptionalLong.empty();
  }
}
