package dev.leash.bootstrap.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Counts what races met. For one thread. */
final class Tally {
  private final Map<Met, Integer> met = new EnumMap<>(Met.class);
  private final Map<Ending, Integer> endings = new EnumMap<>(Ending.class);
  private final List<Duration> waited = new ArrayList<>();
  private final List<Duration> free = new ArrayList<>();
  private int left;

  /**
   * Counts one race.
   *
   * @param answer how long the end of the session took to be answered
   */
  void add(Plan plan, List<Ended> ended, Duration answer) {
    endings.merge(plan.ending(), 1, Integer::sum);
    ended.forEach(one -> met.merge(one.met(), 1, Integer::sum));
    boolean publishing = ended.stream().anyMatch(one -> one.met().isPublishing());
    (publishing ? waited : free).add(answer);
  }

  /** A server's connection, in the middle of the transfer. */
  void addLeft() {
    left++;
  }

  Set<Met> missing() {
    Set<Met> missing = EnumSet.allOf(Met.class);
    missing.removeAll(met.keySet());
    // No phase of a download: none was begun.
    missing.remove(Met.REFUSED);
    return missing;
  }

  boolean isMet(boolean completed) {
    return met.keySet().stream().anyMatch(one -> one.isCompleted() == completed);
  }

  /** Lines for a person. */
  List<String> report() {
    return List.of(
        "sessions ended by " + endings,
        "downloads met " + met,
        "connections that were let go of in mid-transfer: " + left,
        "answers that met a publication: " + shown(waited),
        "answers that met none: " + shown(free));
  }

  private static String shown(List<Duration> answers) {
    if (answers.isEmpty()) {
      return "none";
    }
    List<Duration> sorted = new ArrayList<>(answers);
    Collections.sort(sorted);
    return String.format(
        Locale.ROOT,
        "%d, median %.1f ms, longest %.1f ms",
        sorted.size(),
        sorted.get(sorted.size() / 2).toNanos() / 1e6,
        sorted.getLast().toNanos() / 1e6);
  }
}
