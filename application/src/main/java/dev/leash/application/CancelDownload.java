package dev.leash.application;

import dev.leash.domain.download.CancelCause;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.DownloadStatus;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Cancels one download because its caller asks for it. */
public final class CancelDownload {
  private final Downloads downloads;

  CancelDownload(Downloads downloads) {
    this.downloads = downloads;
  }

  /**
   * Cancels it, unless it is publishing or over.
   *
   * @return its status once it has ended, whichever way; empty when there is none of that id
   */
  public Optional<CompletableFuture<DownloadStatus>> cancel(DownloadId id) {
    Optional<TrackedDownload> found = downloads.find(id);
    found.ifPresent(CancelDownload::cancel);
    return found.map(TrackedDownload::ended);
  }

  private static void cancel(TrackedDownload download) {
    if (!download.cancel(new CancelCause.Requested())
        && download.state() instanceof DownloadState.Ended) {
      // Whoever ended it may not have come so far.
      download.closeConnections();
    }
  }
}
