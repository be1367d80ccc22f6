package dev.leash.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.FakeClock;
import dev.leash.filesystem.FilesystemSettings.Durability;
import dev.leash.filesystem.HomeTurns.Share;
import dev.leash.filesystem.HomeTurns.Taken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HomeTurnsTest {
  @TempDir Path home;

  private final FakeClock clock = new FakeClock();
  private final Cancellation none = new Cancellation();

  /** Two daemons; that they share a process is told by another exception, no more. */
  private final HomeTurns ours = new HomeTurns(clock, new NioDisk(Durability.PROCESS));

  private final HomeTurns theirs = new HomeTurns(clock, new NioDisk(Durability.PROCESS));

  private Share take(HomeTurns turns) throws IOException {
    if (turns.take(folder(), none) instanceof Taken.Granted(Share share)) {
      return share;
    }
    throw new AssertionError("not granted");
  }

  private StagingFolder folder() {
    return new StagingFolder(home.resolve("6d2f"), home);
  }

  private CompletableFuture<Taken> asks(HomeTurns turns, Cancellation cancellation)
      throws InterruptedException {
    CompletableFuture<Taken> taken = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            taken.complete(turns.take(folder(), cancellation));
          } catch (IOException e) {
            taken.completeExceptionally(e);
          }
        });
    clock.awaitPending(1);
    return taken;
  }

  @Test
  void areSharedWithinADaemonAndLeaveNothing() throws Exception {
    Share first = take(ours);
    Share second = take(ours);
    assertThat(home).isDirectoryContaining("glob:**/turn.lock");

    first.close();
    assertThat(home).isNotEmptyDirectory();
    second.close();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void comeToAnotherDaemonWhenTheLastShareIsClosed() throws Exception {
    Share first = take(ours);
    Share second = take(ours);
    CompletableFuture<Taken> other = asks(theirs, none);

    first.close();
    clock.advance(HomeTurns.POLL);
    clock.awaitPending(1);
    assertThat(other).isNotDone();
    second.close();
    clock.advance(HomeTurns.POLL);

    assertThat(other.get()).isInstanceOf(Taken.Granted.class);
  }

  @Test
  void areNotWaitedForOnceTheDownloadIsOver() throws Exception {
    Cancellation cancellation = new Cancellation();
    try (Share _ = take(ours)) {
      CompletableFuture<Taken> other = asks(theirs, cancellation);

      cancellation.cancel();

      assertThat(other.get()).isEqualTo(new Taken.Cancelled());
    }
  }

  @Test
  void areNotWaitedForForEver() throws Exception {
    try (Share _ = take(ours)) {
      CompletableFuture<Taken> other = asks(theirs, none);

      // It may look at the clock while that is being advanced, and then wait once more.
      while (!other.isDone()) {
        clock.advance(HomeTurns.PATIENCE);
      }

      assertThat(other.get()).isEqualTo(new Taken.Busy());
    }
  }

  @Test
  void comeThroughALockFileThatADeadDaemonLeft() throws Exception {
    Files.writeString(home.resolve("turn.lock"), "left");

    take(ours).close();

    assertThat(home).isEmptyDirectory();
  }
}
