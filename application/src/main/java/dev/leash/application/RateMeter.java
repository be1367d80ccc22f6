package dev.leash.application;

import java.time.Duration;

/** An exponentially smoothed rate. Not safe for use by several threads. */
final class RateMeter {
  /** A change shows to two thirds after this long: quick enough to see, slow enough to read. */
  private static final double TIME_CONSTANT_SECONDS = 2;

  private static final Duration SHORTEST_SAMPLE = Duration.ofMillis(50);

  private Duration at;
  private long total;
  private double rate;
  private boolean warm;

  /**
   * @param start monotonic
   * @param already how many bytes there were by then
   */
  RateMeter(Duration start, long already) {
    at = start;
    total = already;
  }

  /**
   * @param now monotonic
   * @param newTotal all bytes so far
   * @return bytes a second
   */
  long sample(Duration now, long newTotal) {
    Duration elapsed = now.minus(at);
    if (elapsed.compareTo(SHORTEST_SAMPLE) >= 0) {
      double seconds = elapsed.toNanos() / 1e9;
      double latest = Math.max(0, newTotal - total) / seconds;
      double weight = warm ? 1 - Math.exp(-seconds / TIME_CONSTANT_SECONDS) : 1;
      rate += weight * (latest - rate);
      warm = warm || latest > 0;
      at = now;
      total = newTotal;
    }
    return Math.round(rate);
  }
}
