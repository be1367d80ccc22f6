package dev.leash.simulation;

import dev.leash.domain.download.CancelCause;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** What one daemon was asked to end: nothing else may be told as the cause of an end. */
final class Causes {
  private final Judge judge;
  private final long before;
  private final LongSupplier issued;
  private final Map<SessionId, Scope> scopes = new HashMap<>();
  private final Set<DownloadId> cancelled = new HashSet<>();
  private final Set<SessionId> ended = new HashSet<>();
  private final Set<SessionId> gone = new HashSet<>();
  private final Map<Scope, Integer> ending = new HashMap<>();
  private boolean shutDown;

  /**
   * @param before the last session of the daemons before this one
   * @param issued the last session of all
   */
  Causes(Judge judge, long before, LongSupplier issued) {
    this.judge = judge;
    this.before = before;
    this.issued = issued;
  }

  /** A session is current; its id is new. */
  void current(Scope scope, SessionId session) {
    judge.require(
        session.value() > before && scopes.put(session, scope) == null,
        Promise.SOUND,
        "session " + session + " has begun before");
  }

  void cancelAsked(DownloadId id) {
    cancelled.add(id);
  }

  /** A page asks for the end of a session, or goes away. */
  void endAsked(SessionId session, boolean disconnects) {
    (disconnects ? gone : ended).add(session);
  }

  /** From now on sessions of the scope may have ended, and their downloads not have heard of it. */
  void endBegins(Scope scope) {
    ending.merge(scope, 1, Integer::sum);
  }

  void endIsOver(Scope scope) {
    ending.merge(scope, -1, Integer::sum);
  }

  /** Whether the session of a download may have ended without its having heard of it. */
  boolean mayHaveEndedUnheard(Watched watched) {
    return shutDown || ending.getOrDefault(watched.scope(), 0) > 0;
  }

  void shutDownBegins() {
    shutDown = true;
  }

  boolean isShutDown() {
    return shutDown;
  }

  /** Whether it is one of this daemon's, or none. */
  boolean isOfThisDaemon(long session) {
    return session == 0 || session > before;
  }

  /** Whether a download was to be cancelled for that. */
  boolean cancels(CancelCause cause, Watched watched) {
    return switch (cause) {
      case CancelCause.Requested() ->
          watched.last().filter(status -> cancelled.contains(status.id())).isPresent();
      case CancelCause.SessionEnded(EndCause end, SessionId current) ->
          ends(end, watched.session(), watched.scope())
              && current.equals(
                  end instanceof EndCause.Superseded(SessionId by) ? by : SessionId.INITIAL);
    };
  }

  /** Whether a session was to end for that. */
  boolean ends(EndCause cause, SessionId session, Scope scope) {
    return switch (cause) {
      case EndCause.Superseded(SessionId by) ->
          by.compareTo(session) > 0 && isPerhapsOf(by, scope) && isOfThisDaemon(session.value());
      case EndCause.Shutdown() -> shutDown || !isOfThisDaemon(session.value());
      case EndCause.Disconnected() -> gone.contains(session);
      case EndCause.Requested() -> ended.contains(session);
    };
  }

  /** One that nobody has been told of yet may be of any. */
  private boolean isPerhapsOf(SessionId session, Scope scope) {
    return session.value() <= issued.getAsLong()
        && scopes.getOrDefault(session, scope).equals(scope);
  }

  /** Whether the scope may be without a session. */
  boolean mayHaveNone(Scope scope) {
    return shutDown
        || ended.stream().anyMatch(session -> scope.equals(scopes.get(session)))
        || gone.stream().anyMatch(session -> scope.equals(scopes.get(session)));
  }

  /** Whether it may be said to be the scope's newest, after one that has ended. */
  boolean mayFollow(SessionId current, SessionId ended, Scope scope) {
    return current.equals(SessionId.INITIAL)
        || (current.compareTo(ended) > 0 && isPerhapsOf(current, scope));
  }
}
