package dev.leash.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ArrivedRangesTest {
  @Test
  void knowsWhatASetOfBitsWouldKnow() {
    Random random = new Random(42);
    for (int round = 0; round < 50; round++) {
      ArrivedRanges ranges = new ArrivedRanges();
      BitSet bits = new BitSet();
      for (int i = 0; i < 40; i++) {
        int from = random.nextInt(200);
        int to = from + random.nextInt(20);
        int before = bits.cardinality();
        bits.set(from, to);
        assertThat(ranges.add(from, to)).isEqualTo(bits.cardinality() - before);
      }

      assertThat(ranges.total()).isEqualTo(bits.cardinality());
      for (int at = 0; at < 230; at++) {
        assertThat(ranges.contiguousFrom(at)).isEqualTo(bits.nextClearBit(at) - at);
      }
    }
  }
}
