package dev.leash.benchmarks.cancel;

import dev.leash.benchmarks.kit.DaemonProcess;
import dev.leash.benchmarks.kit.Samples;
import dev.leash.benchmarks.kit.Table;
import dev.leash.benchmarks.kit.Workbench;
import dev.leash.bootstrap.client.RpcException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Measures what it costs a new session that the one before it has staged many files: nothing, if
 * nobody waits for their deletion.
 */
final class StagedFiles {
  private static final int FILES = 20_000;
  private static final int ROUNDS = 10;

  /** Refreshes one after the other, while what the first left behind is deleted. */
  private static final int REFRESHES = 20;

  private final Page page;
  private final HeldTurn turn;

  private StagedFiles(Page page, HeldTurn turn) {
    this.page = page;
    this.turn = turn;
  }

  static void measure(Workbench workbench, DaemonProcess daemon)
      throws IOException, RpcException, InterruptedException {
    Table table =
        new Table(
            workbench.out(),
            "Files staged, the publication waiting for its turn",
            List.of("caller is told", "begin_session answered", "…and again, while deleting"));
    int rounds = workbench.rounds(ROUNDS);
    try (HeldTurn turn = new HeldTurn(daemon.root());
        Page page = new Page(daemon, "staged")) {
      StagedFiles staged = new StagedFiles(page, turn);
      for (int files : List.of(1, FILES)) {
        try (ArchiveServer server = new ArchiveServer(ManyFiles.zip(files))) {
          staged.run(Workbench.warmUp(rounds), server, files);
          table.row("%,d staged".formatted(files), staged.run(rounds, server, files), "");
        }
      }
    }
  }

  private List<Samples> run(int rounds, ArchiveServer server, int files)
      throws IOException, RpcException, InterruptedException {
    Samples told = new Samples();
    Samples begun = new Samples();
    Samples again = new Samples();
    for (int i = 0; i < rounds; i++) {
      Page.Download download = page.download(server.url());
      awaitStaged(download, files);
      Page.Refresh refresh = page.refresh();
      begun.add(Duration.ofNanos(refresh.begun().await() - refresh.sent()));
      told.add(Duration.ofNanos(download.cancelled().await() - refresh.sent()));
      for (int j = 0; j < REFRESHES && turn.isAnythingStaged(); j++) {
        Page.Refresh next = page.refresh();
        again.add(Duration.ofNanos(next.begun().await() - next.sent()));
      }
      turn.awaitNothingStaged();
    }
    return List.of(told, begun, again);
  }

  private void awaitStaged(Page.Download download, int files)
      throws IOException, RpcException, InterruptedException {
    while (page.status(download).path("extractedFiles").asLong() < files) {
      // Asking takes its time.
      if (download.cancelled().isThere()) {
        download.cancelled().await();
        throw new IllegalStateException("a download was cancelled before its files were staged");
      }
    }
  }
}
