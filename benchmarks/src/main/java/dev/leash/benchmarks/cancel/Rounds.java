package dev.leash.benchmarks.cancel;

import dev.leash.bootstrap.client.RpcException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts downloads, refreshes the page, and looks when they are gone. */
final class Rounds {
  private final Page page;
  private final Origin origin;

  Rounds(Page page, Origin origin) {
    this.page = page;
    this.origin = origin;
  }

  /** So many rounds with the same downloads. */
  Times run(int rounds, List<Conduct> conducts)
      throws IOException, RpcException, InterruptedException {
    Times times = new Times();
    for (int i = 0; i < rounds; i++) {
      times.add(one(conducts));
    }
    return times;
  }

  private Times.Round one(List<Conduct> conducts)
      throws IOException, RpcException, InterruptedException {
    Watch watch = origin.watch(conducts.size());
    List<Page.Download> downloads = new ArrayList<>();
    for (Conduct conduct : conducts) {
      downloads.add(page.download(origin.url(conduct)));
    }
    watch.awaitSettled();
    for (int i = 0; i < conducts.size(); i++) {
      if (conducts.get(i).isSending()) {
        awaitArrival(downloads.get(i));
      }
    }
    Page.Refresh refresh = page.refresh();
    long closed = watch.awaitClosed();
    long told = Long.MIN_VALUE;
    for (Page.Download download : downloads) {
      told = Math.max(told, download.cancelled().await());
    }
    return new Times.Round(
        Duration.ofNanos(closed - refresh.sent()),
        Duration.ofNanos(told - refresh.sent()),
        Duration.ofNanos(refresh.begun().await() - refresh.sent()));
  }

  /** What the server has sent may still be on its way. */
  private void awaitArrival(Page.Download download)
      throws IOException, RpcException, InterruptedException {
    while (page.status(download).path("receivedBytes").asLong() == 0) {
      // Asking takes its time.
    }
  }
}
