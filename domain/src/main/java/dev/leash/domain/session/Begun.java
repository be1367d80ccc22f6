package dev.leash.domain.session;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A session that has just begun.
 *
 * @param session the new session, current from now on
 * @param predecessor the session that this one ended; empty when the scope had none to end
 * @param previous the id of the scope's newest session before this one
 * @param fence completes when every earlier session of the scope is quiet, see {@link Ended#fence}
 */
public record Begun<D>(
    Session<D> session,
    Optional<Ended<D>> predecessor,
    SessionId previous,
    CompletableFuture<Void> fence) {

  /** What the predecessor held; the caller cancels each. */
  public List<D> taken() {
    return predecessor.map(Ended::taken).orElse(List.of());
  }
}
