package dev.leash.application;

import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.Sessions;
import java.util.concurrent.CompletableFuture;

/** Ends every session and lets nothing in any more. */
public final class ShutDown {
  private final Sessions<TrackedDownload> sessions;
  private final Endings endings;
  private final DownloadQueue queue;

  ShutDown(Sessions<TrackedDownload> sessions, Endings endings, DownloadQueue queue) {
    this.sessions = sessions;
    this.endings = endings;
    this.queue = queue;
  }

  /**
   * Cancels every download; a second call does nothing more.
   *
   * @return completes when no publication and no download's thread is at work any more
   */
  public CompletableFuture<Void> shutDown() {
    sessions.close(new EndCause.Shutdown()).forEach(endings::settle);
    // Of all sessions: another call may have ended one just now, and be at its callers still. The
    // queue is asked only now: until all are cancelled, one run's end lets the next one begin.
    return CompletableFuture.allOf(sessions.fence(), queue.idle());
  }
}
