package dev.leash.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.port.Cancellation;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TurnsTest {
  private final Turns turns = new Turns();
  private final Cancellation none = new Cancellation();

  private Turns.Turn take(String path) {
    return turns.take(Path.of(path), none).orElseThrow();
  }

  /** Asks for a turn on a thread of its own, and returns when it is in the queue. */
  private CompletableFuture<Optional<Turns.Turn>> asks(String path, Cancellation cancellation) {
    int before = turns.size();
    CompletableFuture<Optional<Turns.Turn>> turn = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> turn.complete(turns.take(Path.of(path), cancellation)));
    while (turns.size() == before) {
      Thread.onSpinWait();
    }
    return turn;
  }

  @Test
  void doesNotHoldUpOtherFolders() {
    try (Turns.Turn _ = take("/a/b");
        Turns.Turn _ = take("/a/c");
        Turns.Turn _ = take("/a/bb")) {
      assertThat(turns.size()).isEqualTo(3);
    }
    assertThat(turns.size()).isZero();
  }

  @Test
  void letsOnesThatOverlapGoInTheOrderInWhichTheyCame() throws Exception {
    Turns.Turn first = take("/a/b");
    CompletableFuture<Optional<Turns.Turn>> above = asks("/a", none);
    CompletableFuture<Optional<Turns.Turn>> below = asks("/a/b/c", none);
    assertThat(above).isNotDone();
    assertThat(below).isNotDone();

    first.close();
    Turns.Turn second = above.get().orElseThrow();
    assertThat(below).isNotDone();

    second.close();
    below.get().orElseThrow().close();
    assertThat(turns.size()).isZero();
  }

  @Test
  void takesTwoSpellingsForOne() {
    try (Turns.Turn _ = take("/a/Mods")) {
      CompletableFuture<Optional<Turns.Turn>> other = asks("/a/mods", none);

      assertThat(other).isNotDone();
    }
  }

  @Test
  void endsTheWaitOfACancelledOne() throws Exception {
    Cancellation cancellation = new Cancellation();
    Turns.Turn first = take("/a");
    CompletableFuture<Optional<Turns.Turn>> second = asks("/a", cancellation);
    CompletableFuture<Optional<Turns.Turn>> third = asks("/a", none);

    cancellation.cancel();

    assertThat(second.get()).isEmpty();
    assertThat(third).isNotDone();
    first.close();
    assertThat(third.get()).isPresent();
  }

  @Test
  void givesNoTurnToWhoIsCancelledAlready() {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();

    assertThat(turns.take(Path.of("/a"), cancellation)).isEmpty();
    assertThat(turns.size()).isZero();
  }
}
