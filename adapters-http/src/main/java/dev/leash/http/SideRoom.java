package dev.leash.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How many side requests run to one host at once, so that many downloads from it do not open as
 * many connections more. Safe for use by several threads.
 */
final class SideRoom {
  /** Half of what a single download may have there. */
  static final int PER_HOST = 8;

  // Guarded by this.
  private final Map<String, Integer> running = new HashMap<>();

  /** Takes a place, which is to be left again; false when there is none. */
  synchronized boolean enter(String host) {
    int others = running.getOrDefault(key(host), 0);
    if (others == PER_HOST) {
      return false;
    }
    running.put(key(host), others + 1);
    return true;
  }

  synchronized void leave(String host) {
    running.computeIfPresent(key(host), (_, count) -> count == 1 ? null : count - 1);
  }

  private static String key(String host) {
    return host.toLowerCase(Locale.ROOT);
  }
}
