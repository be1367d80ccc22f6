package dev.leash.benchmarks.install.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Draws text of a language that has few common words and many rare ones. */
final class Words {
  private static final long SEED = 17;
  private static final int COUNT = 1024;
  private static final int LONGEST = 9;
  private static final byte[][] ALL = all();

  private Words() {}

  static void fill(ByteBuffer buffer, Draw draw) {
    while (buffer.hasRemaining()) {
      long drawn = draw.next();
      byte[] word = ALL[rare((int) (drawn >>> 40) & (COUNT - 1), (int) drawn & (COUNT - 1))];
      buffer.put(word, 0, Math.min(word.length, buffer.remaining()));
      if (buffer.hasRemaining()) {
        buffer.put((byte) ((drawn >>> 60) == 0 ? '\n' : ' '));
      }
    }
  }

  /** Low numbers are more likely than high ones. */
  private static int rare(int one, int other) {
    return (int) ((long) one * other / COUNT);
  }

  private static byte[][] all() {
    Draw draw = new Draw(SEED);
    return Stream.generate(() -> word(draw)).limit(COUNT).toArray(byte[][]::new);
  }

  private static byte[] word(Draw draw) {
    StringBuilder word = new StringBuilder();
    int letters = 2 + draw.below(LONGEST - 1);
    for (int i = 0; i < letters; i++) {
      word.append((char) ('a' + draw.below(26)));
    }
    return word.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
