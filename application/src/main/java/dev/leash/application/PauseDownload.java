package dev.leash.application;

import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadStatus;
import java.util.Optional;

/** Halts one download until it is resumed; its session can still end it. */
public final class PauseDownload {
  private final Downloads downloads;
  private final DownloadQueue queue;

  PauseDownload(Downloads downloads, DownloadQueue queue) {
    this.downloads = downloads;
    this.queue = queue;
  }

  /**
   * Halts it, unless it is paused already, over, or has nothing left to do but to be published. Its
   * connections are closed when this returns, and its place among the running ones is free soon. It
   * keeps what has arrived of its archive, not what was unzipped of it.
   *
   * @return its status then; empty when there is none of that id
   */
  public Optional<DownloadStatus> pause(DownloadId id) {
    return downloads.find(id).map(this::pause);
  }

  private DownloadStatus pause(TrackedDownload download) {
    // Not a later one: of that it is not known whether its connections are closed.
    DownloadStatus status = download.pause();
    queue.pause(download);
    return status;
  }
}
