package dev.leash.benchmarks.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Times of one thing, measured again and again. Of one thread. */
public final class Samples {
  private final List<Duration> times = new ArrayList<>();

  public void add(Duration time) {
    times.add(time);
  }

  public int count() {
    return times.size();
  }

  public Duration min() {
    return percentile(0);
  }

  public Duration median() {
    return percentile(50);
  }

  public Duration p99() {
    return percentile(99);
  }

  public Duration max() {
    return percentile(100);
  }

  /** The least time that so many of a hundred do not exceed: one that was measured. */
  private Duration percentile(int percent) {
    if (times.isEmpty()) {
      throw new IllegalStateException("nothing was measured");
    }
    int rank = Math.max(1, Math.ceilDiv(times.size() * percent, 100));
    return times.stream().sorted().toList().get(rank - 1);
  }
}
