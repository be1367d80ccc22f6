package dev.leash.application;

import dev.leash.domain.download.DownloadId;
import java.util.Optional;

/** Waits for the end of a download, as often as is asked. */
public final class AwaitDownload {
  private final Downloads downloads;

  AwaitDownload(Downloads downloads) {
    this.downloads = downloads;
  }

  /**
   * Finds the download to wait for; empty when there is none of that id, or it ended too long ago.
   */
  public Optional<StartDownload.Ticket> await(DownloadId id) {
    return downloads.find(id).map(StartDownload.Ticket::of);
  }
}
