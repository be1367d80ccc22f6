package dev.leash.bootstrap.ipc;

import dev.leash.domain.session.SessionId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A connected frontend, as the methods see it. Safe for use by several threads. */
final class Client {
  /**
   * Of a call that awaits its answer, beside its id: entries of maps, and what waits for the
   * answer.
   */
  private static final int COST_OF_A_CALL = 512;

  private final Outbox outbox;

  // Guarded by this.
  private final Map<SessionId, Boolean> begun = new HashMap<>();
  private final Map<String, Runnable> inFlight = new HashMap<>();
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
  Entry enter(JsonNode id, int limit) {
    Entry entry = note(id, limit);
    if (entry == Entry.ENTERED) {
      outbox.account().add(cost(id));
    }
    return entry;
  }

  private synchronized Entry note(JsonNode id, int limit) {
    if (inFlight.containsKey(id.toString())) {
      return Entry.TWICE;
    }
    if (inFlight.size() >= limit) {
      return Entry.TOO_MANY;
    }
    inFlight.put(id.toString(), () -> {});
    return Entry.ENTERED;
  }

  /** The call has its answer. */
  void leave(JsonNode id) {
    forget(id);
    outbox.account().take(cost(id));
  }

  private static int cost(JsonNode id) {
    return COST_OF_A_CALL + 2 * id.toString().length();
  }

  private synchronized void forget(JsonNode id) {
    inFlight.remove(id.toString());
  }

  /** Notes how a call is cancelled that still awaits its answer. */
  synchronized void onCancelRequest(JsonNode id, Runnable cancel) {
    inFlight.computeIfPresent(id.toString(), (_, _) -> cancel);
  }

  /** Cancels a call that awaits its answer; nothing where there is none, or it cannot be. */
  void cancelRequest(JsonNode id) {
    Runnable cancel;
    synchronized (this) {
      cancel = inFlight.get(id.toString());
    }
    if (cancel != null) {
      cancel.run();
    }
  }

  /** The connection has closed: gives the sessions that end with it. */
  synchronized List<SessionId> close() {
    gone = true;
    return begun.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }
}
