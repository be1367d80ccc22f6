package dev.leash.domain.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The line of sessions of one scope. Safe for use by several threads. */
final class Succession<D> {
  private final Object mutex = new Object();
  private final Session<D> initial;

  // Guarded by mutex.
  private Session<D> newest;
  private final List<Session<D>> unquiet = new ArrayList<>();
  private boolean closed;

  /**
   * @param closed why it is closed from its birth; empty where it is not
   */
  Succession(Scope scope, Optional<EndCause> closed) {
    this.initial = new Session<>(SessionId.INITIAL, scope);
    this.newest = initial;
    this.closed = closed.isPresent();
    closed.ifPresent(initial::end);
  }

  /** The scope's session 0, current or ended. */
  Session<D> initial() {
    return initial;
  }

  /**
   * How the scope stood at one moment.
   *
   * @param newest the newest session, current or ended
   * @param ended why it had ended; empty where it was current
   */
  record Head<D>(Session<D> newest, Optional<EndCause> ended) {
    boolean isCurrent() {
      return ended.isEmpty();
    }

    /** The current session's id, {@link SessionId#INITIAL} where there is none. */
    SessionId currentId() {
      return isCurrent() ? newest.id() : SessionId.INITIAL;
    }
  }

  /**
   * Both at once, because a session ends under this mutex only: read one after the other, a begin
   * in between would look like an end without a successor.
   */
  Head<D> head() {
    synchronized (mutex) {
      return new Head<>(newest, newest.ended());
    }
  }

  /**
   * Makes the next session current and ends the one before it, in one step: were the old one marked
   * ended later, a third session could begin in between and be answered while the first still lets
   * a publisher in.
   *
   * @param issue issues the next session; called under the mutex, so that ids become current in
   *     their order
   * @return empty once it is closed
   */
  Optional<Begun<D>> begin(Supplier<Session<D>> issue) {
    synchronized (mutex) {
      if (closed) {
        return Optional.empty();
      }
      Session<D> old = newest;
      newest = issue.get();
      Optional<Ended<D>> predecessor = endOne(old, new EndCause.Superseded(newest.id()));
      return Optional.of(new Begun<>(newest, predecessor, old.id(), fence()));
    }
  }

  /** Ends the session if it is the newest one and has not ended. */
  Optional<Ended<D>> end(SessionId id, EndCause cause) {
    synchronized (mutex) {
      return newest.id().equals(id) ? endOne(newest, cause) : Optional.empty();
    }
  }

  /**
   * Ends the newest session if it has not ended, and lets none begin any more; in one step, so that
   * no begin comes between and leaves its own session running.
   */
  Optional<Ended<D>> close(EndCause cause) {
    synchronized (mutex) {
      closed = true;
      return endOne(newest, cause);
    }
  }

  /** Completes when every session that has ended until now is quiet. */
  CompletableFuture<Void> pending() {
    synchronized (mutex) {
      return fence();
    }
  }

  /** Completes when that session and every earlier one is quiet, of those that have ended. */
  CompletableFuture<Void> fenceOf(SessionId last) {
    synchronized (mutex) {
      return quiet(unquiet.stream().filter(session -> session.id().compareTo(last) <= 0));
    }
  }

  private Optional<Ended<D>> endOne(Session<D> session, EndCause cause) {
    Optional<List<D>> taken = session.end(cause);
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    unquiet.removeIf(earlier -> earlier.quiet().isDone());
    unquiet.add(session);
    return Optional.of(new Ended<>(session, cause, taken.get(), fence()));
  }

  /**
   * All earlier sessions, not just the last: a second begin must not overtake the first one's wait.
   */
  private CompletableFuture<Void> fence() {
    return quiet(unquiet.stream());
  }

  private static CompletableFuture<Void> quiet(Stream<? extends Session<?>> sessions) {
    return CompletableFuture.allOf(sessions.map(Session::quiet).toArray(CompletableFuture[]::new));
  }
}
