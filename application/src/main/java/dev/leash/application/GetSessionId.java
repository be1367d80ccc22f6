package dev.leash.application;

import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import dev.leash.domain.session.Sessions;

/** Tells a scope's newest session. */
public final class GetSessionId {
  private final Sessions<TrackedDownload> sessions;

  GetSessionId(Sessions<TrackedDownload> sessions) {
    this.sessions = sessions;
  }

  /**
   * The scope's newest session, also when it has ended; {@link SessionId#INITIAL} where there was
   * none.
   */
  public SessionId newest(Scope scope) {
    return sessions.newest(scope);
  }
}
