package dev.leash.application;

import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadResult;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.FileList;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.Staging;
import dev.leash.domain.port.Transfer.Fetched;
import java.nio.file.Path;
import java.util.Optional;

/** The publication of what a download has staged. */
final class Publication {
  private final TrackedDownload download;
  private final KeptLists lists;

  Publication(TrackedDownload download, KeptLists lists) {
    this.download = download;
    this.lists = lists;
  }

  /** What has been staged, with both verdicts. */
  record Content(Fetched.Whole archive, Extracted.Whole tree) {}

  /** Publishes it, and ends the download as that ended. */
  void publish(Staging staging, Content content) {
    DownloadRequest request = download.request();
    Staging.Order order =
        new Staging.Order(
            request.unpack(),
            Optional.of(request.fileName()).filter(_ -> request.publishesArchive()),
            request.install(),
            request.onExisting());
    // Checkpoint: before completion. The gate refuses a download that is over.
    switch (staging.publish(order, new PublicationGate(download))) {
      case Staging.Published.Done(Path path, FileList files) -> {
        // First: whoever hears of the end may ask for it.
        lists.keep(download.id(), files);
        if (!download.complete(result(path, content))) {
          throw new IllegalStateException("published without having been let in by the gate");
        }
      }
      case Staging.Published.Failed(Failure failure) -> download.fail(failure);
      case Staging.Published.Refused() -> {
        download.withdraw();
        if (!download.isOver()) {
          throw new IllegalStateException("gave up publishing a download that is not over");
        }
      }
    }
  }

  private DownloadResult result(Path path, Content content) {
    return new DownloadResult(
        path,
        content.tree().files(),
        content.tree().bytes(),
        content.archive().bytes(),
        content.archive().sha256(),
        download.age());
  }
}
