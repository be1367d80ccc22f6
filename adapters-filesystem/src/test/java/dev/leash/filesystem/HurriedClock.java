package dev.leash.filesystem;

import dev.leash.domain.port.Clock;
import java.time.Duration;
import java.time.Instant;

/** A clock that nobody waits for: what is due later is done at once, and it is later then. */
final class HurriedClock implements Clock {
  private Duration passed = Duration.ZERO;

  @Override
  public Instant now() {
    return Instant.parse("2026-11-22T12:00:00Z").plus(passed);
  }

  @Override
  public Duration monotonic() {
    return passed;
  }

  @Override
  public Alarm after(Duration delay, Runnable task) {
    passed = passed.plus(delay);
    task.run();
    return () -> {};
  }
}
