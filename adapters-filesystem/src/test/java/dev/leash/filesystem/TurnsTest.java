package dev.leash.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.FakeClock;
import dev.leash.filesystem.Turns.Taken;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TurnsTest {
  private final FakeClock clock = new FakeClock();
  private final Turns turns = new Turns(clock);
  private final Cancellation none = new Cancellation();

  private Turns.Turn take(String path) {
    return granted(turns.take(Path.of(path), none));
  }

  private static Turns.Turn granted(Taken taken) {
    assertThat(taken).isInstanceOf(Taken.Granted.class);
    return ((Taken.Granted) taken).turn();
  }

  /** Asks for a turn on a thread of its own, and returns when it is in the queue. */
  private CompletableFuture<Taken> asks(String path, Cancellation cancellation) {
    int before = turns.size();
    CompletableFuture<Taken> turn = new CompletableFuture<>();
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
    CompletableFuture<Taken> above = asks("/a", none);
    CompletableFuture<Taken> below = asks("/a/b/c", none);
    assertThat(above).isNotDone();
    assertThat(below).isNotDone();

    first.close();
    Turns.Turn second = granted(above.get());
    assertThat(below).isNotDone();

    second.close();
    granted(below.get()).close();
    assertThat(turns.size()).isZero();
  }

  @Test
  void takesTwoSpellingsForOne() {
    try (Turns.Turn _ = take("/a/Mods")) {
      CompletableFuture<Taken> other = asks("/a/mods", none);

      assertThat(other).isNotDone();
    }
  }

  @Test
  void endsTheWaitOfACancelledOne() throws Exception {
    Cancellation cancellation = new Cancellation();
    Turns.Turn first = take("/a");
    CompletableFuture<Taken> second = asks("/a", cancellation);
    CompletableFuture<Taken> third = asks("/a", none);

    cancellation.cancel();

    assertThat(second.get()).isEqualTo(new Taken.Cancelled());
    assertThat(third).isNotDone();
    first.close();
    granted(third.get()).close();
  }

  @Test
  void givesNoTurnToWhoIsCancelledAlready() {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();

    assertThat(turns.take(Path.of("/a"), cancellation)).isEqualTo(new Taken.Cancelled());
    assertThat(turns.size()).isZero();
  }

  @Test
  void givesUpALineThatDoesNotMove() throws Exception {
    try (Turns.Turn _ = take("/a")) {
      CompletableFuture<Taken> waiting = asks("/a", none);
      clock.awaitPending(1);

      clock.advance(Turns.PATIENCE.minusNanos(1));
      assertThat(waiting).isNotDone();
      clock.advance(Duration.ofNanos(1));

      assertThat(waiting.get()).isEqualTo(new Taken.Busy());
      assertThat(turns.size()).isEqualTo(1);
    }
  }

  @Test
  void waitsForALongLineThatMoves() throws Exception {
    Turns.Turn first = take("/a");
    CompletableFuture<Taken> second = asks("/a", none);
    CompletableFuture<Taken> third = asks("/a", none);
    clock.awaitPending(2);
    clock.advance(Turns.PATIENCE.minusSeconds(1));
    first.close();
    Turns.Turn moved = granted(second.get());

    clock.advance(Turns.PATIENCE.minusSeconds(1));

    assertThat(third).isNotDone();
    moved.close();
    granted(third.get()).close();
  }
}
