package dev.leash.application;

import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.port.DownloadEvents;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Notes what breaks the order of events: nothing before accepted, nothing after finished. Keeps no
 * more than a state of each download. Safe for use by several threads.
 */
final class EventOrder implements DownloadEvents {
  final List<String> broken = new CopyOnWriteArrayList<>();
  final AtomicInteger accepted = new AtomicInteger();
  final AtomicInteger finished = new AtomicInteger();
  private final Map<DownloadId, String> last = new ConcurrentHashMap<>();

  @Override
  public void accepted(DownloadStatus status) {
    accepted.incrementAndGet();
    String before = last.put(status.id(), "accepted");
    if (before != null || !(status.state() instanceof DownloadState.Queued)) {
      broken.add("accepted after " + before + " as " + status.state());
    }
  }

  @Override
  public void changed(DownloadStatus status) {
    require(status, "changed");
  }

  @Override
  public void progressed(DownloadStatus status) {
    require(status, "progressed");
  }

  @Override
  public void finished(DownloadStatus status) {
    finished.incrementAndGet();
    require(status, "finished");
    last.put(status.id(), "finished");
  }

  private void require(DownloadStatus status, String event) {
    String before = last.get(status.id());
    if (!"accepted".equals(before)) {
      broken.add(event + " after " + before);
    }
  }
}
