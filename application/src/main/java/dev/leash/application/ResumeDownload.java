package dev.leash.application;

import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadStatus;
import java.util.Optional;

/** Lets a paused download go on. */
public final class ResumeDownload {
  private final Downloads downloads;
  private final DownloadQueue queue;

  ResumeDownload(Downloads downloads, DownloadQueue queue) {
    this.downloads = downloads;
    this.queue = queue;
  }

  /**
   * Has it wait for a place among the running ones, after those of its priority that wait already;
   * does nothing to one that is not paused.
   *
   * @return its status then; empty when there is none of that id
   */
  public Optional<DownloadStatus> resume(DownloadId id) {
    Optional<TrackedDownload> found = downloads.find(id);
    found.ifPresent(download -> {
      download.resume();
      queue.resume(download);
    });
    return found.map(TrackedDownload::status);
  }
}
