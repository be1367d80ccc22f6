package dev.leash.application;

import dev.leash.domain.download.DownloadId;
import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.SessionId;
import dev.leash.domain.session.Sessions;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Ends a session without a successor, with all its downloads. */
public final class EndSession {
  private final Sessions<TrackedDownload> sessions;
  private final Endings endings;

  EndSession(Sessions<TrackedDownload> sessions, Endings endings) {
    this.sessions = sessions;
    this.endings = endings;
  }

  /**
   * What became of the call.
   *
   * @param ended false when the session had ended already, or was never begun
   * @param fence as {@link BeginSession.Result.Started#fence}
   */
  public record Result(boolean ended, List<DownloadId> cancelled, CompletableFuture<Void> fence) {}

  /** The frontend asks for it. */
  public Result end(SessionId id) {
    return end(id, new EndCause.Requested());
  }

  /** The connection that began the session has closed. */
  public Result disconnect(SessionId id) {
    return end(id, new EndCause.Disconnected());
  }

  private Result end(SessionId id, EndCause cause) {
    return sessions
        .end(id, cause)
        .map(ended -> new Result(true, endings.settle(ended), ended.fence()))
        .orElseGet(() -> new Result(false, List.of(), sessions.fence(id)));
  }
}
