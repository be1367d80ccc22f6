package dev.leash.domain.session;

/** What a call that means a certain session is told about it. */
public sealed interface Standing<D> {
  /** The session is current. */
  record Current<D>(Session<D> session) implements Standing<D> {}

  /**
   * The session has ended.
   *
   * @param id the session that the caller means
   * @param cause why it ended
   * @param current the scope's current session, {@link SessionId#INITIAL} where there is none, or
   *     where nobody knows any more of which scope the session was
   */
  record Stale<D>(SessionId id, EndCause cause, SessionId current) implements Standing<D> {}

  /** The session was of another scope than the one that the caller named. */
  record OtherScope<D>(SessionId id, Scope scope) implements Standing<D> {}

  /** The scope's session ended without a successor. */
  record None<D>(Scope scope) implements Standing<D> {}

  /** There are {@value Sessions#MAX_SCOPES} other scopes already. */
  record NoRoom<D>(Scope scope) implements Standing<D> {}

  /** No such session was ever begun. */
  record Unknown<D>(SessionId id) implements Standing<D> {}
}
