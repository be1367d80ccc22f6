package dev.leash.bootstrap.ipc;

import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.util.HashMap;
import java.util.Map;

/**
 * A session that a client is about to begin. Until its id is known, it may end already, by another
 * client's begin: what the client would have been told of it is kept. Guarded by its {@link
 * Listeners}, but for what it was made with.
 */
final class Beginning {
  private final Client client;
  private final Scope scope;
  private final boolean endsWithConnection;
  private final Map<SessionId, byte[]> missed = new HashMap<>();

  Beginning(Client client, Scope scope, boolean endsWithConnection) {
    this.client = client;
    this.scope = scope;
    this.endsWithConnection = endsWithConnection;
  }

  Client client() {
    return client;
  }

  Scope scope() {
    return scope;
  }

  boolean endsWithConnection() {
    return endsWithConnection;
  }

  /** What tells of the end of each session that ended in the scope meanwhile. */
  Map<SessionId, byte[]> missed() {
    return missed;
  }
}
