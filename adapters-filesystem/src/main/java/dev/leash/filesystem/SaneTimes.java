package dev.leash.filesystem;

import dev.leash.domain.port.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Which modification times of an archive are kept. Safe for use by several threads.
 *
 * @param clock tells what would be in the future
 */
record SaneTimes(Clock clock) {
  /** Where a zip's own times begin: what is earlier was never set. */
  private static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");

  /** A zip's times have no zone: one from across the date line is not from the future. */
  private static final Duration AHEAD = Duration.ofDays(1);

  boolean isSane(Instant modified) {
    return !modified.isBefore(EARLIEST) && !modified.isAfter(clock.now().plus(AHEAD));
  }
}
