package dev.leash.domain.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class SessionTest {
  private static final EndCause REQUESTED = new EndCause.Requested();

  private final Session<String> session = new Session<>(new SessionId(7), Scope.MAIN);

  @Nested
  final class WhileCurrent {
    @Test
    void hasNoCauseOfItsEnd() {
      assertThat(session.ended()).isEmpty();
    }

    @Test
    void admitsADownload() {
      assertThat(session.admit("mod")).isEmpty();
    }

    @Test
    void letsSeveralPublishersInAtOnce() {
      assertThat(session.enterGate()).isTrue();
      assertThat(session.enterGate()).isTrue();
    }

    @Test
    void isNotQuietEvenWhenItsLastPublisherHasLeft() {
      session.enterGate();

      session.leaveGate();

      assertThat(session.quiet()).isNotDone();
    }

    @Test
    void handsOverItsDownloadsInTheOrderOfTheirAdmission() {
      session.admit("first");
      session.admit("second");
      session.admit("third");

      assertThat(session.end(REQUESTED))
          .hasValueSatisfying(
              taken -> assertThat(taken).containsExactly("first", "second", "third"));
    }

    @Test
    void handsOverOnceWhatWasAdmittedTwice() {
      session.admit("mod");
      session.admit("mod");

      assertThat(session.end(REQUESTED))
          .hasValueSatisfying(taken -> assertThat(taken).containsExactly("mod"));
    }

    @Test
    void letsGoOfADownloadThatCameToItsOwnEnd() {
      session.admit("done");
      session.admit("running");

      session.release("done");

      assertThat(session.end(REQUESTED))
          .hasValueSatisfying(taken -> assertThat(taken).containsExactly("running"));
    }

    @Test
    void refusesALeaveWithoutAnEnter() {
      assertThatThrownBy(session::leaveGate)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("7");
    }
  }

  @Nested
  final class Ended {
    @BeforeEach
    void endIt() {
      session.admit("taken");
      session.end(REQUESTED);
    }

    @Test
    void saysWhy() {
      assertThat(session.ended()).contains(REQUESTED);
    }

    @Test
    void refusesADownloadAndSaysWhy() {
      assertThat(session.admit("late")).contains(REQUESTED);
    }

    @Test
    void refusesAPublisher() {
      assertThat(session.enterGate()).isFalse();
    }

    @Test
    void isQuietWhenWhatItHeldIsReleased() {
      assertThat(session.quiet()).isNotDone();
      session.release("taken");
      assertThat(session.quiet()).isCompleted();
    }

    @Test
    void endsNoSecondTimeAndKeepsItsFirstCause() {
      assertThat(session.end(new EndCause.Shutdown())).isEmpty();
      assertThat(session.ended()).contains(REQUESTED);
    }
  }

  @Nested
  final class EndedWhileTwoPublish {
    @BeforeEach
    void endItMeanwhile() {
      session.enterGate();
      session.enterGate();
      session.end(REQUESTED);
    }

    @Test
    void isNotQuiet() {
      assertThat(session.quiet()).isNotDone();
    }

    @Test
    void waitsForTheSecondToo() {
      session.leaveGate();

      assertThat(session.quiet()).isNotDone();
    }

    @Test
    void isQuietWhenTheLastLeaves() {
      session.leaveGate();
      session.leaveGate();

      assertThat(session.quiet()).isCompleted();
    }

    @Test
    void refusesAThird() {
      assertThat(session.enterGate()).isFalse();
    }
  }
}
