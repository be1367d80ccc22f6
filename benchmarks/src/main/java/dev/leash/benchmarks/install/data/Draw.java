package dev.leash.benchmarks.install.data;

/**
 * Draws numbers from a seed: SplitMix64, written down here because no version of the JDK's own may
 * change what was drawn. Of one thread.
 */
final class Draw {
  private long state;

  Draw(long seed) {
    state = seed;
  }

  long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** From 0 on, below the bound. */
  int below(int bound) {
    return (int) ((next() >>> 33) % bound);
  }
}
