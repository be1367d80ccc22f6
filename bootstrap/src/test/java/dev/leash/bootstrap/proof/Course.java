package dev.leash.bootstrap.proof;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How long a proof runs, and by which seed; {@code ./leash soak} tells both by system properties.
 * For one thread.
 */
final class Course {
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

  private final String what;
  private final long seed;
  private final int count;
  private final long begun = System.nanoTime();
  private long reported = begun;

  private Course(String what, long seed, int count) {
    this.what = what;
    this.seed = seed;
    this.count = count;
  }

  /** As many as the property of this name says, {@code normal} where it says nothing. */
  static Course of(String what, int normal) {
    // Short enough to be typed again.
    long seed = Long.getLong("leash.seed", System.nanoTime() & 0x7fff_ffff);
    Course course = new Course(what, seed, Integer.getInteger("leash." + what, normal));
    course.say("%d to go, -Dleash.seed=%d".formatted(course.count, seed));
    return course;
  }

  /** Whether {@code ./leash soak} runs: what has no count takes its long form by this. */
  static boolean isSoak() {
    return List.of(System.getProperty("groups", "").split(",")).contains("soak");
  }

  int count() {
    return count;
  }

  /** Its own for each step, so that one can be had without those before it. */
  Random random(int number) {
    return new Random(seed * 1_000_003 + number);
  }

  /** What has to be known to see a failure again. */
  String at(int number) {
    return "%s %d of -Dleash.seed=%d".formatted(what, number, seed);
  }

  /** Says now and then how far it is. */
  void reached(int number) {
    long now = System.nanoTime();
    if (now - reported > BETWEEN_REPORTS.toNanos()) {
      reported = now;
      say("%d of %d".formatted(number, count));
    }
  }

  void say(String text) {
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf(Locale.ROOT, "%s, %.0f s: %s%n", what, seconds, text);
  }
}
