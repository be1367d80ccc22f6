package dev.leash.domain.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The line of succession of each scope. Safe for use by several threads; no method waits for a
 * publication.
 *
 * @param <D> what a session holds: a download
 */
public final class Sessions<D> {
  /**
   * How many scopes there can be beside {@link Scope#MAIN}. A scope is kept for good, because a
   * call of one of its ended sessions must still be told so; it takes up to 1 KiB, so that these
   * are at most 20 MiB. A desktop has some dozens of windows; whoever comes here takes a new name
   * for each page's life, which is what a session is for.
   */
  public static final int MAX_SCOPES = 20_000;

  private final SessionIndex<D> index;
  private final Map<Scope, Succession<D>> scopes = new ConcurrentHashMap<>();

  // Written under this.
  private volatile @Nullable EndCause closed;

  /**
   * @param before the highest id that was given out before this start, 0 at the first
   * @param ids gives each next id, every one larger than the one before and than {@code before};
   *     called by one thread at a time, and must not fail
   */
  public Sessions(long before, LongSupplier ids) {
    this.index = new SessionIndex<>(before, ids);
  }

  /**
   * Takes the scope in, where there is room; from then on it has its place.
   *
   * @return whether it has one
   */
  public boolean admit(Scope scope) {
    return scopes.containsKey(scope) || make(scope).isPresent();
  }

  /**
   * Begins the scope's next session and ends the one before.
   *
   * @param scope that is {@linkplain #admit admitted}
   * @return empty once all are {@linkplain #close closed}
   */
  public Optional<Begun<D>> begin(Scope scope) {
    Optional<Begun<D>> begun = succession(scope).begin(() -> index.issue(scope));
    begun.flatMap(Begun::predecessor).ifPresent(this::remember);
    return begun;
  }

  /**
   * Ends a session.
   *
   * @return empty when it had ended already, or was never begun
   */
  public Optional<Ended<D>> end(SessionId id, EndCause cause) {
    Optional<Ended<D>> ended =
        find(id, Scope.MAIN).map(Session::scope).flatMap(scope -> succession(scope).end(id, cause));
    ended.ifPresent(this::remember);
    return ended;
  }

  /**
   * As {@link Ended#fence}, for who asks about a session that ended before; done where it never
   * was.
   */
  public CompletableFuture<Void> fence(SessionId id) {
    return find(id, Scope.MAIN)
        .map(session -> succession(session.scope()).fenceOf(id))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  /** Completes when every session that has ended until now is quiet, in all scopes. */
  public CompletableFuture<Void> fence() {
    return CompletableFuture.allOf(
        scopes.values().stream().map(Succession::pending).toArray(CompletableFuture[]::new));
  }

  /** Ends every session that is current, for good: none begins after that, in any scope. */
  public List<Ended<D>> close(EndCause cause) {
    synchronized (this) {
      closed = cause;
    }
    List<Ended<D>> ended =
        scopes.values().stream().flatMap(succession -> succession.close(cause).stream()).toList();
    ended.forEach(this::remember);
    return ended;
  }

  /** Whether all are closed, or about to be. */
  public boolean isClosed() {
    return closed != null;
  }

  /** The id of the scope's newest session, also when it has ended. */
  public SessionId newest(Scope scope) {
    return asked(scope).newest().id();
  }

  /** The id of the scope's current session, {@link SessionId#INITIAL} where there is none. */
  public SessionId current(Scope scope) {
    return asked(scope).currentId();
  }

  /** How a call stands that names no session, and so may start something in session 0. */
  public Standing<D> standing(Scope scope) {
    if (!admit(scope)) {
      return new Standing.NoRoom<>(scope);
    }
    Succession.Head<D> head = succession(scope).head();
    return head.isCurrent() ? new Standing.Current<>(head.newest()) : new Standing.None<>(scope);
  }

  /**
   * How a call stands that names its session.
   *
   * @param named the scope that the caller named too; session 0 is one in each scope, of {@link
   *     Scope#MAIN} unless named
   */
  public Standing<D> standing(SessionId id, Optional<Scope> named) {
    Optional<Scope> known = index.find(id).map(Session::scope).or(() -> named);
    Scope scope = known.orElse(Scope.MAIN);
    if (named.isPresent() && !named.get().equals(scope)) {
      return new Standing.OtherScope<>(id, scope);
    }
    if (!index.wasIssued(id)) {
      return new Standing.Unknown<>(id);
    }
    if (!id.equals(SessionId.INITIAL)) {
      // Of which scope a forgotten session was, nobody knows: main's must not pass for its
      // successor.
      return standing(id, asked(scope), known.isPresent());
    }
    return admit(scope)
        ? standing(id, succession(scope).head(), true)
        : new Standing.NoRoom<>(scope);
  }

  private Standing<D> standing(SessionId id, Succession.Head<D> head, boolean isOfItsScope) {
    return head.newest().id().equals(id) && head.isCurrent()
        ? new Standing.Current<>(head.newest())
        : new Standing.Stale<>(
            id, causeOfEnd(id, head.newest()), isOfItsScope ? head.currentId() : SessionId.INITIAL);
  }

  /** How many sessions have begun since the start. */
  public long begun() {
    return index.count();
  }

  private EndCause causeOfEnd(SessionId id, Session<D> newest) {
    return find(id, newest.scope())
        .flatMap(Session::ended)
        .orElseGet(() ->
            index.isOfAnEarlierStart(id)
                ? new EndCause.Shutdown()
                : new EndCause.Superseded(newest.id()));
  }

  /** Finds a session that is still remembered; 0 is one in each scope, and never forgotten. */
  private Optional<Session<D>> find(SessionId id, Scope scopeOfZero) {
    return id.equals(SessionId.INITIAL)
        ? Optional.of(succession(scopeOfZero).initial())
        : index.find(id);
  }

  private void remember(Ended<D> ended) {
    if (!ended.session().id().equals(SessionId.INITIAL)) {
      index.ended(ended.session().id());
    }
  }

  /** How a scope is, or would be: a question must not make it, as anyone may ask about any. */
  private Succession.Head<D> asked(Scope scope) {
    Succession<D> known = scopes.get(scope);
    return (known == null ? born(scope) : known).head();
  }

  private Succession<D> succession(Scope scope) {
    Succession<D> known = scopes.get(scope);
    return known == null
        ? make(scope).orElseThrow(() -> new IllegalStateException("no room for scope " + scope))
        : known;
  }

  /**
   * Under one mutex with the closing, so that it either finds a new scope or has it born closed.
   */
  private synchronized Optional<Succession<D>> make(Scope scope) {
    return scopes.containsKey(scope) || hasRoomForOneMore(scope)
        ? Optional.of(scopes.computeIfAbsent(scope, this::born))
        : Optional.empty();
  }

  /** There is always room for the one that calls mean which name none. */
  private boolean hasRoomForOneMore(Scope scope) {
    int others = scopes.size() - (scopes.containsKey(Scope.MAIN) ? 1 : 0);
    return scope.equals(Scope.MAIN) || others < MAX_SCOPES;
  }

  private Succession<D> born(Scope scope) {
    return new Succession<>(scope, Optional.ofNullable(closed));
  }
}
