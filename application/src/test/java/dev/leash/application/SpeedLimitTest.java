package dev.leash.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.application.SpeedLimit.Turn;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Of 1,000 bytes a second, where no other limit is named: a share of it is 10 bytes. */
class SpeedLimitTest {
  private static final int BUFFER = 256 * 1024;
  private static final Duration SHARE = Duration.ofMillis(10);

  private final FakeClock clock = new FakeClock();
  private final SpeedLimit limit = limit(1_000);

  private SpeedLimit limit(long bytesPerSecond) {
    SpeedLimit made = new SpeedLimit(clock);
    made.set(OptionalLong.of(bytesPerSecond));
    return made;
  }

  private Turn lineUp() {
    return limit.lineUp(BUFFER);
  }

  private static int given(Turn turn) {
    return turn.leave().getNow(-1);
  }

  /** Reads as fast as it may: it stands in line again as soon as it had its turn. */
  private final class Greedy {
    private Turn turn = lineUp();
    private long bytes;
    private int turns;

    void look() {
      while (turn.leave().isDone()) {
        bytes += given(turn);
        turns++;
        turn = lineUp();
      }
    }
  }

  private static long all(SpeedLimit limit) {
    long all = 0;
    int ready = limit.ready(BUFFER);
    while (ready > 0) {
      all += ready;
      ready = limit.ready(BUFFER);
    }
    return all;
  }

  @Nested
  class WithoutAny {
    private final SpeedLimit none = new SpeedLimit(clock);

    @Test
    void holdsNothingBack() {
      assertThat(none.ready(BUFFER)).isEqualTo(BUFFER);
      assertThat(none.await(BUFFER, new Cancellation())).isEqualTo(BUFFER);
      none.giveBack(BUFFER);
      assertThat(none.bytesPerSecond()).isEmpty();
      assertThat(clock.pending()).isZero();
    }

    @Test
    void savesNothingForWhenOneIsSet() {
      clock.advance(Duration.ofHours(1));

      none.set(OptionalLong.of(1_000));

      assertThat(none.ready(BUFFER)).isZero();
    }
  }

  @Nested
  class TheRate {
    @Test
    void isKeptAtEachMomentInSmallShares() {
      Greedy reader = new Greedy();

      for (int millis = 1; millis <= 3_000; millis++) {
        clock.advance(Duration.ofMillis(1));
        reader.look();
        assertThat(reader.bytes).isBetween(millis - 10L, (long) millis);
      }
    }

    @Test
    void letsNoMoreBeSavedThanATenthOfASecond() {
      clock.advance(Duration.ofHours(1));

      assertThat(all(limit)).isEqualTo(100);
    }

    @Test
    void makesUpForAWaitThatTookTooLong() {
      Greedy reader = new Greedy();

      for (int i = 0; i < 20; i++) {
        clock.advance(Duration.ofMillis(50));
        reader.look();
      }

      assertThat(reader.bytes).isEqualTo(1_000);
    }

    @Test
    void mayBeAByteASecond() {
      SpeedLimit slow = limit(1);
      Turn turn = slow.lineUp(BUFFER);

      clock.advance(Duration.ofMillis(999));
      assertThat(given(turn)).isEqualTo(-1);
      clock.advance(Duration.ofMillis(1));
      assertThat(given(turn)).isEqualTo(1);
    }

    @Test
    void losesNothingWhereItDoesNotDivide() {
      SpeedLimit odd = limit(3);
      long bytes = 0;

      for (int i = 0; i < 7; i++) {
        Turn turn = odd.lineUp(BUFFER);
        clock.advance(Duration.ofNanos(333_333_334));
        bytes += given(turn);
      }

      assertThat(bytes).isEqualTo(7);
    }

    @Test
    void mayBeAsLargeAsANumberCanBe() {
      SpeedLimit huge = limit(Long.MAX_VALUE);
      clock.advance(Duration.ofDays(1_000));

      assertThat(huge.ready(BUFFER)).isEqualTo(16 * 1024);
      huge.giveBack(16 * 1024);
      clock.advance(Duration.ofDays(1_000));
      assertThat(huge.ready(BUFFER)).isEqualTo(16 * 1024);
    }

    @Test
    void givesNoMoreThanIsAskedFor() {
      clock.advance(Duration.ofSeconds(1));

      assertThat(limit.ready(3)).isEqualTo(3);
      assertThat(given(limit.lineUp(4))).isEqualTo(4);
    }
  }

  @Nested
  class AmongMany {
    @Test
    void isSharedAlike() {
      List<Greedy> readers = IntStream.range(0, 7).mapToObj(i -> new Greedy()).toList();

      for (int i = 0; i < 700; i++) {
        clock.advance(SHARE);
        readers.forEach(Greedy::look);
      }

      assertThat(readers).extracting(reader -> reader.bytes).containsOnly(1_000L);
    }

    @Test
    void letsNobodyStarve() {
      List<Greedy> readers = IntStream.range(0, 1_000).mapToObj(i -> new Greedy()).toList();

      for (int i = 0; i < 1_000; i++) {
        clock.advance(SHARE);
        readers.forEach(Greedy::look);
      }

      assertThat(readers).extracting(reader -> reader.turns).containsOnly(1);
    }

    @Test
    void letsNobodyPassThoseThatWait() {
      Turn first = lineUp();

      clock.advance(SHARE.minusNanos(1));
      assertThat(limit.ready(1)).as("enough for it, were it the first").isZero();

      clock.advance(Duration.ofNanos(1));
      assertThat(given(first)).isEqualTo(10);
    }

    @Test
    void givesOnWhatOneDidNotUse() {
      Turn first = lineUp();
      Turn second = lineUp();
      clock.advance(SHARE);
      assertThat(given(first)).isEqualTo(10);

      limit.giveBack(9);
      clock.advance(Duration.ofMillis(1));

      assertThat(given(second)).isEqualTo(10);
    }
  }

  @Nested
  class WhenItChanges {
    @Test
    void letsWhoWaitsGoOnAtTheNewRate() {
      SpeedLimit slow = limit(1);
      Turn turn = slow.lineUp(BUFFER);

      slow.set(OptionalLong.of(1_000_000));
      clock.advance(SHARE);

      assertThat(given(turn)).isEqualTo(10_000);
    }

    @Test
    void savesNoMoreThanTheNewOneMay() {
      clock.advance(Duration.ofSeconds(1));

      limit.set(OptionalLong.of(20));

      assertThat(all(limit)).isEqualTo(2);
    }

    @Test
    void countsTheTimeUntilThenAtTheOldRate() {
      clock.advance(Duration.ofMillis(50));
      limit.set(OptionalLong.of(10_000));
      clock.advance(Duration.ofMillis(5));

      assertThat(all(limit)).isEqualTo(100);
    }

    @Test
    void letsEveryoneGoWhenItIsLifted() {
      List<Turn> turns = List.of(lineUp(), lineUp(), lineUp());

      limit.set(OptionalLong.empty());

      assertThat(turns).extracting(SpeedLimitTest::given).containsOnly(BUFFER);
      assertThat(clock.pending()).isZero();
    }
  }

  @Nested
  class WhenAWaitIsCancelled {
    private final Cancellation cancellation = new Cancellation();

    @Test
    void endsItAtOnce() throws InterruptedException {
      CompletableFuture<Integer> waiting = new CompletableFuture<>();
      Thread thread =
          Thread.ofPlatform()
              .daemon(true)
              .start(() -> waiting.complete(limit.await(BUFFER, cancellation)));
      clock.awaitPending(1);

      cancellation.cancel();

      assertThat(waiting.join()).isZero();
      thread.join();
      assertThat(clock.pending()).isZero();
    }

    @Test
    void doesNotEvenBeginOneThatWasCancelledBefore() {
      cancellation.cancel();

      assertThat(limit.await(BUFFER, cancellation)).isZero();
      assertThat(clock.pending()).isZero();
    }

    @Test
    void leavesNothingOfItInTheWayOfTheOthers() {
      List<Turn> gone = new ArrayList<>();
      IntStream.range(0, 1_000).forEach(i -> gone.add(lineUp()));
      Turn last = lineUp();

      gone.forEach(limit::quit);
      clock.advance(SHARE);

      assertThat(gone).extracting(SpeedLimitTest::given).containsOnly(0);
      assertThat(given(last)).isEqualTo(10);
    }

    @Test
    void doesNotTakeBackWhatWasGiven() {
      Turn turn = lineUp();
      clock.advance(SHARE);

      limit.quit(turn);

      assertThat(given(turn)).isEqualTo(10);
    }
  }

  @Nested
  class OfADownloadWithinThatOfAll {
    private final SpeedLimit own = limit(100);
    private final OwnPace pace = new OwnPace(own, limit);

    @Test
    void isTheSlowerOfTheTwo() {
      long bytes = 0;
      for (int i = 0; i < 100; i++) {
        clock.advance(SHARE);
        bytes += Math.max(0, pace.ready(BUFFER));
      }

      assertThat(bytes).isEqualTo(100);
    }

    @Test
    void takesNothingOfItsOwnWhileTheOthersTakeAll() {
      clock.advance(Duration.ofSeconds(1));
      long others = all(limit);

      assertThat(others).isEqualTo(100);
      assertThat(pace.ready(BUFFER)).isZero();
      assertThat(all(own)).isEqualTo(10);
    }

    @Test
    void waitsForBoth() throws InterruptedException {
      CompletableFuture<Integer> waiting = new CompletableFuture<>();
      Thread.ofPlatform()
          .daemon(true)
          .start(() -> waiting.complete(pace.await(BUFFER, new Cancellation())));
      clock.awaitPending(1);

      clock.advance(SHARE);

      assertThat(waiting.join()).isEqualTo(1);
    }

    @Test
    void givesItsOwnBackWhenItIsCancelledWhileItWaitsForThatOfAll() throws InterruptedException {
      clock.advance(Duration.ofSeconds(1));
      all(limit);
      Cancellation cancellation = new Cancellation();
      CompletableFuture<Integer> waiting = new CompletableFuture<>();
      Thread.ofPlatform()
          .daemon(true)
          .start(() -> waiting.complete(pace.await(BUFFER, cancellation)));
      clock.awaitPending(1);

      cancellation.cancel();

      assertThat(waiting.join()).isZero();
      assertThat(all(own)).isEqualTo(10);
    }

    @Test
    void givesBackToBoth() {
      clock.advance(Duration.ofSeconds(1));
      int taken = pace.ready(BUFFER);

      pace.giveBack(taken);

      assertThat(all(own)).isEqualTo(10);
      assertThat(all(limit)).isEqualTo(100);
    }
  }
}
