package dev.leash.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.port.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class HoldTest {
  private static final Duration A_MOMENT = Duration.ofMillis(1);

  private final FakeClock clock = new FakeClock();
  private final Hold hold = new Hold(clock);

  @Test
  void holdsNothingAtFirst() {
    hold.await();

    assertThat(hold.holds()).isFalse();
  }

  @Nested
  class AwaitingAReaction {
    @Test
    void lastsUntilTheReaderNeedsMoreOfThem() {
      hold.awaitReaction();
      assertThat(hold.holds()).isTrue();
      hold.release();
      assertThat(hold.holds()).isFalse();

      hold.awaitReaction();
      assertThat(hold.holds()).isTrue();
    }

    @Test
    void lastsUntilTheReaderWantsSomethingNear() {
      hold.awaitReaction();
      hold.reacted();
      assertThat(hold.holds()).isFalse();

      hold.awaitReaction();
      assertThat(hold.holds()).isFalse();
      assertThat(clock.pending()).isZero();
    }

    @Test
    void lastsOnlyOnceWhenTheReaderDoesNotReact() {
      hold.awaitReaction();
      clock.advance(Hold.REACTION.minus(A_MOMENT));
      assertThat(hold.holds()).isTrue();
      clock.advance(A_MOMENT);
      assertThat(hold.holds()).isFalse();

      hold.awaitReaction();
      assertThat(hold.holds()).isFalse();
    }

    @Test
    void endsNothingThatBeganAfterIt() {
      hold.awaitReaction();
      hold.begin();

      hold.reacted();
      clock.advance(Hold.REACTION);

      assertThat(hold.holds()).isTrue();
    }
  }

  @Nested
  class Held {
    @Test
    void lastsASecondAtTheMost() {
      hold.begin();
      clock.advance(Hold.LONGEST.minus(A_MOMENT));
      hold.begin();
      assertThat(hold.holds()).isTrue();

      clock.advance(A_MOMENT);

      assertThat(hold.holds()).isFalse();
    }

    @Test
    void endsWhenTheReaderTakesTooLongToJudge() {
      hold.begin();
      hold.judging();
      clock.advance(Hold.JUDGEMENT.minus(A_MOMENT));
      assertThat(hold.holds()).isTrue();

      clock.advance(A_MOMENT);

      assertThat(hold.holds()).isFalse();
    }

    @Test
    void lastsOnWhenTheReaderWantsMore() {
      hold.begin();
      hold.judging();
      hold.begin();

      clock.advance(Hold.JUDGEMENT);

      assertThat(hold.holds()).isTrue();
    }

    @Test
    void doesNotLastLongerForAJudgement() {
      hold.begin();
      clock.advance(Hold.LONGEST.minus(A_MOMENT));
      hold.judging();

      clock.advance(A_MOMENT);

      assertThat(hold.holds()).isFalse();
    }

    @Test
    void comesOnlyOnce() {
      hold.begin();
      hold.release();

      hold.begin();
      hold.awaitReaction();

      assertThat(hold.holds()).isFalse();
      assertThat(clock.pending()).isZero();
    }

    @Test
    void freesWhoWaits() throws InterruptedException {
      hold.begin();
      Thread body = Thread.ofPlatform().daemon().start(hold::await);
      while (body.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }

      hold.end();

      body.join();
      assertThat(clock.pending()).isZero();
    }
  }
}
