package dev.leash.domain.download;

import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.SessionId;

/** Why a download was cancelled. */
public sealed interface CancelCause {
  /**
   * Its session ended.
   *
   * @param current the scope's session from then on, {@link SessionId#INITIAL} when none follows
   */
  record SessionEnded(EndCause cause, SessionId current) implements CancelCause {
    /** Only one that was superseded has a session following it. */
    public static SessionEnded by(EndCause cause) {
      return new SessionEnded(
          cause, cause instanceof EndCause.Superseded(SessionId by) ? by : SessionId.INITIAL);
    }
  }

  /** Its caller asked for it. */
  record Requested() implements CancelCause {}
}
