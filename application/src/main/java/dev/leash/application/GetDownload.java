package dev.leash.application;

import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadStatus;
import java.util.Optional;

/** Tells how a download stands. */
public final class GetDownload {
  private final Downloads downloads;

  GetDownload(Downloads downloads) {
    this.downloads = downloads;
  }

  public Optional<DownloadStatus> get(DownloadId id) {
    return downloads.find(id).map(TrackedDownload::status);
  }
}
