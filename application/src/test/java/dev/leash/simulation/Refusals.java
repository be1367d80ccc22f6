package dev.leash.simulation;

import dev.leash.application.Refusal;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.Failure;
import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import dev.leash.simulation.Daemon.Bounds;
import java.util.Optional;

/** Says whether a call may be refused for that. */
final class Refusals {
  private final Causes causes;
  private final Bounds bounds;
  private final Ledger ledger;

  Refusals(Causes causes, Bounds bounds, Ledger ledger) {
    this.causes = causes;
    this.bounds = bounds;
    this.ledger = ledger;
  }

  boolean mayRefuseBegin(Refusal refusal) {
    return refusal instanceof Refusal.ShuttingDown && causes.isShutDown();
  }

  boolean mayRefuse(Watched call, Refusal refusal) {
    return switch (refusal) {
      case Refusal.ShuttingDown() -> causes.isShutDown();
      case Refusal.SessionEnded(SessionId session, EndCause cause, SessionId current) ->
          call.names().orElse(session).equals(session)
              && causes.ends(cause, session, call.asked())
              && causes.mayFollow(current, session, call.asked());
      case Refusal.NoSession(Scope scope) ->
          call.names().isEmpty() && scope.equals(call.asked()) && causes.mayHaveNone(scope);
      case Refusal.DuplicateId(DownloadId id) -> isTaken(call, id);
      case Refusal.NotAllowed(Failure failure) -> call.isInjected(failure);
      case Refusal.QueueFull(int limit) -> limit == bounds.queued() && ledger.mayHaveBeenFull(call);
      // No story has so many.
      case Refusal.TooManyScopes _ -> false;
      // No page names what was never begun, or another scope than its session's.
      case Refusal.UnknownSession _ -> false;
      case Refusal.OtherScope _ -> false;
    };
  }

  /** By another call: the same one, sent again, joins. */
  private boolean isTaken(Watched call, DownloadId id) {
    return call.id().equals(Optional.of(id))
        && ledger.downloads().stream()
            .filter(other -> other.isOf(id))
            .anyMatch(other -> !other.isSameCall(call));
  }
}
