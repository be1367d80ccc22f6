package dev.leash.filesystem.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Undoes BCJ2, which 7-Zip puts before the compression of x86 programs: the targets of calls and of
 * jumps lie in streams of their own, absolute and big-endian, and a fourth, range-coded stream
 * tells which instructions have theirs there. Not safe for use by several threads.
 */
final class Bcj2Stream extends InputStream {
  private static final int CALL = 0xe8;
  private static final int JUMP = 0xe9;

  /** One for each byte that may come before a call, one for jumps, one for conditional jumps. */
  private static final int CONTEXTS = 256 + 2;

  private static final int BITS = 11;
  private static final int ADAPTATION = 5;
  private static final long TOP = 1L << 24;

  private final InputStream main;
  private final InputStream calls;
  private final InputStream jumps;
  private final InputStream choices;
  private final int[] odds = new int[CONTEXTS];
  private final byte[] target = new byte[Integer.BYTES];
  private long left;
  private int position;
  private int before;
  private int targetLeft;
  private boolean begun;
  private long range = 0xffff_ffffL;
  private long code;

  /**
   * @param inputs what is neither call nor jump, calls, jumps, choices
   */
  Bcj2Stream(List<InputStream> inputs, long size) {
    main = inputs.get(0);
    calls = inputs.get(1);
    jumps = inputs.get(2);
    choices = inputs.get(3);
    left = size;
    Arrays.fill(odds, 1 << (BITS - 1));
  }

  @Override
  public int read() throws IOException {
    if (left == 0) {
      return -1;
    }
    begin();
    int next = targetLeft > 0 ? nextOfTarget() : nextOfMain();
    left--;
    return next;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int count = 0;
    while (count < length) {
      int next = read();
      if (next < 0) {
        return count == 0 ? -1 : count;
      }
      bytes[offset + count++] = (byte) next;
    }
    return count;
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      for (int i = 0; i < 5; i++) {
        code = (code << 8 | need(choices)) & 0xffff_ffffL;
      }
    }
  }

  private int nextOfTarget() {
    return Byte.toUnsignedInt(target[Integer.BYTES - targetLeft--]);
  }

  private int nextOfMain() throws IOException {
    int next = need(main);
    position++;
    boolean conditional = before == 0x0f && (next & 0xf0) == 0x80;
    if (!conditional && next != CALL && next != JUMP) {
      before = next;
    } else if (left > 1 && choose(next == CALL ? before : next == JUMP ? 256 : 257)) {
      readTarget(next == CALL ? calls : jumps);
    } else {
      before = next;
    }
    return next;
  }

  private void readTarget(InputStream from) throws IOException {
    int absolute = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      absolute = absolute << 8 | need(from);
    }
    position += Integer.BYTES;
    int relative = absolute - position;
    for (int i = 0; i < Integer.BYTES; i++) {
      target[i] = (byte) (relative >>> (8 * i));
    }
    before = relative >>> 24;
    targetLeft = Integer.BYTES;
  }

  private boolean choose(int context) throws IOException {
    long bound = (range >>> BITS) * odds[context];
    boolean chosen = code >= bound;
    if (chosen) {
      range -= bound;
      code -= bound;
      odds[context] -= odds[context] >> ADAPTATION;
    } else {
      range = bound;
      odds[context] += ((1 << BITS) - odds[context]) >> ADAPTATION;
    }
    if (range < TOP) {
      range <<= 8;
      code = (code << 8 | need(choices)) & 0xffff_ffffL;
    }
    return chosen;
  }

  private static int need(InputStream in) throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException();
    }
    return next;
  }

  @Override
  public void close() throws IOException {
    try (main;
        calls;
        jumps) {
      choices.close();
    }
  }
}
