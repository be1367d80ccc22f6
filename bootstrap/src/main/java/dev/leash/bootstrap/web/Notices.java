package dev.leash.bootstrap.web;

import dev.leash.domain.port.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells a person what goes wrong with pages. Strangers can bring it about as often as they like, so
 * of one thing there is a line a minute at most: they cannot fill the log. Safe for use by several
 * threads.
 */
final class Notices {
  /** Twice the size of the log takes years so. */
  static final Duration APART = Duration.ofMinutes(1);

  private final Clock clock;
  private final Consumer<String> log;

  // Guarded by this.
  private final Map<String, Told> told = new HashMap<>();

  /**
   * @param at the time of the last line
   * @param unsaid how often it has happened since
   */
  private record Told(Duration at, long unsaid) {}

  /**
   * @param log takes a line, and does not wait
   */
  Notices(Clock clock, Consumer<String> log) {
    this.clock = clock;
    this.log = log;
  }

  /**
   * Tells it, unless it was told within the last minute.
   *
   * @param what one of a few sentences, without their full stop; nothing that a stranger sent
   */
  void tell(String what) {
    line(what).ifPresent(log);
  }

  private synchronized Optional<String> line(String what) {
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
