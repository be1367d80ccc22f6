package dev.leash.application;

import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.Failure;
import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;

/** Why a call was refused at the door: nothing was started, nothing has changed. */
public sealed interface Refusal {
  record ShuttingDown() implements Refusal {}

  /**
   * The session that the caller means has ended.
   *
   * @param current the scope's session now, {@link SessionId#INITIAL} where there is none
   */
  record SessionEnded(SessionId session, EndCause cause, SessionId current) implements Refusal {}

  /** The scope's session ended without a successor, and the caller names none. */
  record NoSession(Scope scope) implements Refusal {}

  record UnknownSession(SessionId session) implements Refusal {}

  /** The caller names a session and a scope that is not the session's. */
  record OtherScope(SessionId session, Scope scope) implements Refusal {}

  /** The scope would be one more than a daemon keeps. */
  record TooManyScopes(Scope scope, int limit) implements Refusal {}

  /** The id belongs to a download with other params. */
  record DuplicateId(DownloadId id) implements Refusal {}

  /** The URL or the destination may not be used. */
  record NotAllowed(Failure failure) implements Refusal {}

  record QueueFull(int limit) implements Refusal {}
}
