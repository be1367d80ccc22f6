package dev.leash.bootstrap.notice;

import dev.leash.domain.port.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Thins out what is logged: of one thing that goes wrong there is a line a minute at most, however
 * often it happens. Safe for use by several threads.
 */
public final class Seldom {
  /** Short enough to see that it goes on; 1,440 lines a day do not push the others out. */
  public static final Duration APART = Duration.ofMinutes(1);

  private final Clock clock;

  // Guarded by this.
  private final Map<String, Told> told = new HashMap<>();

  /**
   * @param at the time of the last line
   * @param unsaid how often it has happened since
   */
  private record Told(Duration at, long unsaid) {}

  public Seldom(Clock clock) {
    this.clock = clock;
  }

  /**
   * The line that is due, with how often there was none; empty within a minute of the last.
   *
   * @param what one of a few sentences, without their full stop; nothing that a stranger sent
   */
  public synchronized Optional<String> line(String what) {
    Duration now = clock.monotonic();
    Told last = told.get(what);
    if (last != null && now.minus(last.at()).compareTo(APART) < 0) {
      told.put(what, new Told(last.at(), last.unsaid() + 1));
      return Optional.empty();
    }
    told.put(what, new Told(now, 0));
    return Optional.of(
        last == null || last.unsaid() == 0
            ? what
            : what + " (and " + last.unsaid() + " times before, unsaid)");
  }
}
