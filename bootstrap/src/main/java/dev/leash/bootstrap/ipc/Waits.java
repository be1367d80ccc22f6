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
  private final Map<DownloadId, Set<Wait>> waiting = new HashMap<>();

  /** A call that awaits its answer. */
  record Wait(Client client, Reply reply) {}

  /** Answers the call when the download has ended; at once where it has. */
  void add(StartDownload.Ticket download, Wait wait) {
    boolean first;
    synchronized (this) {
      first = !waiting.containsKey(download.id());
      waiting.computeIfAbsent(download.id(), _ -> new LinkedHashSet<>()).add(wait);
    }
    if (first) {
      var _ = download.ended().thenAccept(this::answer);
    }
  }

  /** Answers the call now, as cancelled, unless it has its answer; the download goes on. */
  void giveUp(DownloadId download, Wait wait) {
    boolean waited;
    synchronized (this) {
      Set<Wait> waits = waiting.get(download);
      waited = waits != null && waits.remove(wait);
    }
    if (waited) {
      wait.reply().error(Errors.waitCancelled(download.value()));
    }
  }

  /** The client is gone: nobody waits for its answers any more. */
  synchronized void forget(Client client) {
    waiting.values().forEach(waits -> waits.removeIf(wait -> wait.client().equals(client)));
  }

  private void answer(DownloadStatus status) {
    Set<Wait> waits;
    synchronized (this) {
      waits = waiting.remove(status.id());
    }
    if (waits != null) {
      waits.forEach(wait -> StatusJson.answer(status, wait.reply()));
    }
  }
}
