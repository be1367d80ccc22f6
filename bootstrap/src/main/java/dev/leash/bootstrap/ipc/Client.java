package dev.leash.bootstrap.ipc;

import dev.leash.domain.session.SessionId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A connected frontend, as the methods see it. Safe for use by several threads. */
final class Client {
  private final Outbox outbox;

  // Guarded by this.
  private final Map<SessionId, Boolean> begun = new HashMap<>();
  private final Set<String> inFlight = new HashSet<>();
  private boolean gone;

  Client(Outbox outbox) {
    this.outbox = outbox;
  }

  Outbox outbox() {
    return outbox;
  }

  /**
   * Notes a session that this connection began.
   *
   * @param ends whether it ends with the connection
   * @return false when the connection has closed meanwhile
   */
  synchronized boolean noteBegun(SessionId session, boolean ends) {
    if (!gone) {
      begun.put(session, ends);
    }
    return !gone;
  }

  /** Forgets a session that has ended; true when this connection began it. */
  synchronized boolean forget(SessionId session) {
    return begun.remove(session) != null;
  }

  /** What became of a call that wants to await its answer. */
  enum Entry {
    ENTERED,
    TWICE,
    TOO_MANY
  }

  /** Notes a call that awaits its answer. */
  synchronized Entry enter(String requestId, int limit) {
    if (inFlight.contains(requestId)) {
      return Entry.TWICE;
    }
    if (inFlight.size() >= limit) {
      return Entry.TOO_MANY;
    }
    inFlight.add(requestId);
    return Entry.ENTERED;
  }

  synchronized void leave(String requestId) {
    inFlight.remove(requestId);
  }

  /** The connection has closed: gives the sessions that end with it. */
  synchronized List<SessionId> close() {
    gone = true;
    return begun.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }
}
