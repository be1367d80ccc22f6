package dev.leash.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.FileName;
import dev.leash.domain.download.SourceUrl;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StagingPlacesTest {
  private static final int TRIES = 1000;

  @TempDir Path temp;

  /** Found by a race: a download failed with "is there, and is not Leash's". */
  @Test
  void takesAHomeThatVanishesWhileItIsLookedAtForOneToBeMadeAgain() throws Exception {
    DyingDaemon daemon = new DyingDaemon(temp);
    Path home = daemon.root().resolve(".leash-" + Files.getAttribute(daemon.root(), "unix:uid"));
    AtomicBoolean over = new AtomicBoolean();
    Thread sweeping = Thread.ofPlatform().start(() -> comesAndGoes(home, over));
    try (FileWorkspace workspace = daemon.workspace(CrashPoints.NONE)) {
      for (int i = 0; i < TRIES; i++) {
        assertThat(opened(workspace, daemon.root().resolve("mod-" + i)))
            .isInstanceOf(Workspace.OpenedStaging.Ready.class);
      }
    } finally {
      over.set(true);
      sweeping.join();
    }
  }

  private static Workspace.OpenedStaging opened(FileWorkspace workspace, Path place) {
    DownloadRequest request =
        DownloadRequest.of(
            new FileName("mod.zip"), SourceUrl.parse("http://localhost/mod.zip"), place);
    if (!(workspace.claim(request) instanceof Workspace.Claimed.Granted(Workspace.Claim claim))) {
      throw new AssertionError("no claim");
    }
    try (claim) {
      Workspace.OpenedStaging opened = workspace.open(claim, new Cancellation());
      if (opened instanceof Workspace.OpenedStaging.Ready(var staging)) {
        staging.discard();
      }
      return opened;
    }
  }

  private static void comesAndGoes(Path home, AtomicBoolean over) {
    while (!over.get()) {
      try {
        Files.createDirectory(home);
        Files.deleteIfExists(home);
      } catch (IOException _) {
        // The other one has made it, or has something in it.
      }
    }
  }
}
