package dev.leash.application;

import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.Ended;
import dev.leash.domain.session.Sessions;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Ends every session and lets nothing in any more. */
public final class ShutDown {
  private final Sessions<TrackedDownload> sessions;
  private final Endings endings;
  private final DownloadQueue queue;
  private final Door door;

  ShutDown(Sessions<TrackedDownload> sessions, Endings endings, DownloadQueue queue, Door door) {
    this.sessions = sessions;
    this.endings = endings;
    this.queue = queue;
    this.door = door;
  }

  /**
   * Cancels every download; a second call does nothing more.
   *
   * @return completes when no publication and no download's thread is at work any more
   */
  public CompletableFuture<Void> shutDown() {
    door.close();
    Stream<CompletableFuture<Void>> fences =
        sessions.endAll(new EndCause.Shutdown()).stream().peek(endings::settle).map(Ended::fence);
    return CompletableFuture.allOf(
        Stream.concat(fences, Stream.of(queue.idle())).toArray(CompletableFuture[]::new));
  }
}
