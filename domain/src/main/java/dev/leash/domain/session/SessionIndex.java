package dev.leash.domain.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Issues sessions and finds them by id: every current one, and the last ended ones. Safe for use by
 * several threads.
 */
final class SessionIndex<D> {
  /** How many ended sessions are remembered with the cause of their end. */
  static final int REMEMBERED = 10_000;

  private final long before;
  private final LongSupplier ids;

  // Guarded by this.
  private final Map<SessionId, Session<D>> sessions = new HashMap<>();
  private final Deque<SessionId> ended = new ArrayDeque<>();
  private long newest;
  private long count;

  SessionIndex(long before, LongSupplier ids) {
    this.before = before;
    this.newest = before;
    this.ids = ids;
  }

  synchronized Session<D> issue(Scope scope) {
    Session<D> session = new Session<>(new SessionId(ids.getAsLong()), scope);
    sessions.put(session.id(), session);
    newest = session.id().value();
    count++;
    return session;
  }

  synchronized Optional<Session<D>> find(SessionId id) {
    return Optional.ofNullable(sessions.get(id));
  }

  /** Remembers an ended session until {@value #REMEMBERED} others have ended after it. */
  synchronized void ended(SessionId id) {
    ended.add(id);
    if (ended.size() > REMEMBERED) {
      sessions.remove(ended.remove());
    }
  }

  synchronized boolean wasIssued(SessionId id) {
    return id.value() <= newest;
  }

  boolean isOfAnEarlierStart(SessionId id) {
    return id.value() <= before;
  }

  synchronized long count() {
    return count;
  }
}
