package dev.leash.application;

import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Every download that lives, and the last ended ones. Safe for use by several threads. */
final class Downloads {
  private final int keptEnded;
  private final KeptLists lists;

  // Guarded by this. In the order of their acceptance.
  private final LinkedHashMap<DownloadId, TrackedDownload> byId = new LinkedHashMap<>();
  private final Deque<DownloadId> ended = new ArrayDeque<>();

  Downloads(int keptEnded, KeptLists lists) {
    this.keptEnded = keptEnded;
    this.lists = lists;
  }

  /** What they have published. */
  KeptLists lists() {
    return lists;
  }

  synchronized Optional<TrackedDownload> find(DownloadId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * Enters a download of an id that is not there yet; only one that is admitted is ever found here.
   */
  synchronized void enter(TrackedDownload download) {
    byId.put(download.id(), download);
  }

  /** Keeps an ended one for those who ask later, until enough others have ended. */
  void forgetInTime(TrackedDownload download) {
    var _ = download.ended().thenAccept(this::keepEnded);
  }

  /** Newest first. */
  synchronized List<TrackedDownload> newestFirst() {
    return List.copyOf(byId.reversed().values());
  }

  private synchronized void keepEnded(DownloadStatus status) {
    ended.add(status.id());
    if (ended.size() > keptEnded) {
      DownloadId oldest = ended.remove();
      byId.remove(oldest);
      lists.forget(oldest);
    }
  }
}
