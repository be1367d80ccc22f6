package dev.leash.bootstrap.ipc;

import dev.leash.application.StartDownload;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadStatus;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The calls that await the end of a download. One that is given up costs nothing from then on,
 * however long the download goes on. Safe for use by several threads.
 */
final class Waits {
  // Guarded by this.
  private final Map<DownloadId, Set<Reply>> waiting = new HashMap<>();

  /** Answers the call when the download has ended; at once where it has. */
  void add(StartDownload.Ticket download, Reply reply) {
    boolean first;
    synchronized (this) {
      first = !waiting.containsKey(download.id());
      waiting.computeIfAbsent(download.id(), _ -> new LinkedHashSet<>()).add(reply);
    }
    if (first) {
      var _ = download.ended().thenAccept(this::answer);
    }
  }

  /** Answers the call now, as cancelled, unless it has its answer; the download goes on. */
  void giveUp(DownloadId download, Reply reply) {
    boolean waited;
    synchronized (this) {
      Set<Reply> replies = waiting.get(download);
      waited = replies != null && replies.remove(reply);
    }
    if (waited) {
      reply.error(Errors.waitCancelled(download.value()));
    }
  }

  private void answer(DownloadStatus status) {
    Set<Reply> replies;
    synchronized (this) {
      replies = waiting.remove(status.id());
    }
    if (replies != null) {
      replies.forEach(reply -> StatusJson.answer(status, reply));
    }
  }
}
