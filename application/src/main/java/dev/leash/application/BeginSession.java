package dev.leash.application;

import dev.leash.domain.download.DownloadId;
import dev.leash.domain.port.SessionEvents;
import dev.leash.domain.session.Begun;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import dev.leash.domain.session.Sessions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Begins a scope's next session, which ends the one before it with all its downloads. */
public final class BeginSession {
  private final Sessions<TrackedDownload> sessions;
  private final Endings endings;
  private final SessionEvents events;

  BeginSession(Sessions<TrackedDownload> sessions, Endings endings, SessionEvents events) {
    this.sessions = sessions;
    this.endings = endings;
    this.events = events;
  }

  /** What became of the call. */
  public sealed interface Result {
    /**
     * The session is current.
     *
     * @param cancelled the downloads that the session before it lost
     * @param fence completes when no earlier session of the scope publishes any more: only then may
     *     the frontend be answered. It completes on a thread that must not be made to wait
     */
    record Started(
        SessionId session,
        SessionId previous,
        Scope scope,
        List<DownloadId> cancelled,
        CompletableFuture<Void> fence)
        implements Result {}

    record Refused(Refusal refusal) implements Result {}
  }

  /** Takes effect before it returns; never waits for a publication. */
  public Result begin(Scope scope) {
    if (!sessions.isClosed() && !sessions.admit(scope)) {
      return new Result.Refused(new Refusal.TooManyScopes(scope, Sessions.MAX_SCOPES));
    }
    return sessions
        .begin(scope)
        .<Result>map(this::started)
        .orElseGet(() -> new Result.Refused(new Refusal.ShuttingDown()));
  }

  private Result.Started started(Begun<TrackedDownload> begun) {
    Scope scope = begun.session().scope();
    events.begun(scope, begun.session().id());
    List<DownloadId> cancelled =
        begun.predecessor().map(endings::settle).orElseGet(() -> tellOfFirst(begun));
    return new Result.Started(
        begun.session().id(), begun.previous(), scope, cancelled, begun.fence());
  }

  private List<DownloadId> tellOfFirst(Begun<TrackedDownload> begun) {
    events.changed(
        new SessionEvents.Change(
            begun.session().scope(),
            begun.session().id(),
            begun.previous(),
            Optional.empty(),
            List.of()));
    return List.of();
  }
}
