package dev.leash.domain.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class SessionsTest {
  private static final Scope A = new Scope("a");
  private static final Scope B = new Scope("b");
  private static final EndCause REQUESTED = new EndCause.Requested();

  private final AtomicLong counter = new AtomicLong();
  private final Sessions<String> sessions = new Sessions<>(0, counter::incrementAndGet);

  private Begun<String> begin(Scope scope) {
    return sessions.begin(scope).orElseThrow();
  }

  @Nested
  final class OfAScopeWithoutAnySession {
    @Test
    void areZero() {
      assertThat(sessions.newest(A)).isEqualTo(SessionId.INITIAL);
      assertThat(sessions.current(A)).isEqualTo(SessionId.INITIAL);
      assertThat(sessions.begun()).isZero();
    }

    @Test
    void letDownloadsWorkInSessionZero() {
      assertThat(current(A).admit("mod")).isEmpty();
      assertThat(current(A).enterGate()).isTrue();
    }

    @Test
    void endSessionZeroAtTheFirstBegin() {
      current(A).admit("mod");

      Begun<String> begun = begin(A);

      assertThat(begun.previous()).isEqualTo(SessionId.INITIAL);
      assertThat(begun.taken()).containsExactly("mod");
      assertThat(begun.predecessor())
          .hasValueSatisfying(old -> assertThat(old.cause()).isEqualTo(supersededBy(1)));
    }

    @Test
    void waitForAPublisherOfSessionZero() {
      Session<String> zero = current(A);
      zero.enterGate();

      CompletableFuture<Void> fence = begin(A).fence();

      assertThat(fence).isNotDone();
      zero.leaveGate();
      assertThat(fence).isCompleted();
    }

    @Test
    void makeWhoEndsAnEndedSessionWaitForItsPublisherToo() {
      Session<String> zero = current(Scope.MAIN);
      zero.enterGate();
      sessions.end(SessionId.INITIAL, REQUESTED);

      CompletableFuture<Void> fence = sessions.fence(SessionId.INITIAL);

      assertThat(fence).isNotDone();
      zero.leaveGate();
      assertThat(fence).isCompleted();
      assertThat(sessions.fence(new SessionId(99))).isCompleted();
    }

    @Test
    void hasAFenceOfAllScopes() {
      Session<String> ended = current(A);
      assertThat(ended.enterGate()).isTrue();
      begin(A);
      sessions.close(REQUESTED);

      CompletableFuture<Void> fence = sessions.fence();

      assertThat(fence).isNotDone();
      ended.leaveGate();
      assertThat(fence).isCompleted();
    }

    @Test
    void hasTheFenceOfAnEarlierOneWaitForNoLaterOne() {
      SessionId first = begin(A).session().id();
      Session<String> second = begin(A).session();
      assertThat(second.enterGate()).isTrue();
      SessionId third = begin(A).session().id();

      assertThat(sessions.fence(first)).isCompleted();
      assertThat(sessions.fence(second.id())).isNotDone();
      assertThat(sessions.fence(third)).isNotDone();
      second.leaveGate();
    }

    @Test
    void haveASessionZeroOfTheirOwn() {
      current(A).admit("of a");
      current(B).admit("of b");

      assertThat(begin(A).taken()).containsExactly("of a");
      assertThat(sessions.standing(B)).isInstanceOf(Standing.Current.class);
    }
  }

  @Nested
  final class Beginning {
    @Test
    void countUpFromOne() {
      assertThat(begin(A).session().id()).isEqualTo(new SessionId(1));
      assertThat(begin(A).session().id()).isEqualTo(new SessionId(2));
      assertThat(sessions.begun()).isEqualTo(2);
    }

    @Test
    void shareOneCounterOverAllScopes() {
      assertThat(begin(A).session().id()).isEqualTo(new SessionId(1));
      assertThat(begin(B).session().id()).isEqualTo(new SessionId(2));
      assertThat(begin(A).session().id()).isEqualTo(new SessionId(3));
      assertThat(sessions.current(B)).isEqualTo(new SessionId(2));
    }

    @Test
    void goOnAboveTheIdsOfAnEarlierStart() {
      Sessions<String> restarted = new Sessions<>(41, new AtomicLong(41)::incrementAndGet);

      assertThat(restarted.newest(A)).isEqualTo(SessionId.INITIAL);
      assertThat(restarted.begin(A).orElseThrow().session().id()).isEqualTo(new SessionId(42));
      assertThat(restarted.begun()).isEqualTo(1);
    }

    @Test
    void handOverWhatThePredecessorHeld() {
      Session<String> old = begin(A).session();
      old.admit("first");
      old.admit("second");

      Begun<String> begun = begin(A);

      assertThat(begun.taken()).containsExactly("first", "second");
      assertThat(begun.previous()).isEqualTo(old.id());
      assertThat(old.ended()).contains(supersededBy(2));
    }

    @Test
    void leaveOtherScopesAlone() {
      Session<String> other = begin(B).session();
      other.admit("of b");
      begin(A);

      assertThat(begin(A).taken()).isEmpty();
      assertThat(other.ended()).isEmpty();
    }

    @Test
    void haveNoPredecessorAfterAnEndWithoutSuccessor() {
      Session<String> old = begin(A).session();
      sessions.end(old.id(), REQUESTED);

      Begun<String> begun = begin(A);

      assertThat(begun.predecessor()).isEmpty();
      assertThat(begun.taken()).isEmpty();
      assertThat(begun.previous()).isEqualTo(old.id());
      assertThat(old.ended()).contains(REQUESTED);
    }

    @Test
    void changeNothingWhenNoIdCanBeHad() {
      Sessions<String> broken =
          new Sessions<>(
              0,
              () -> {
                throw new IllegalStateException("no id");
              });

      assertThatThrownBy(() -> broken.begin(A)).hasMessage("no id");

      assertThat(broken.standing(A)).isInstanceOf(Standing.Current.class);
    }
  }

  @Nested
  final class Fenced {
    @Test
    void areCompleteAtOnceWhenNothingIsHeld() {
      begin(A);

      assertThat(begin(A).fence()).isCompleted();
    }

    @Test
    void waitUntilAllThatWasTakenIsReleased() {
      Session<String> old = begin(A).session();
      old.admit("one");
      old.admit("other");

      Begun<String> begun = begin(A);
      Begun<String> next = begin(A);

      old.release("one");
      assertThat(begun.fence()).isNotDone();
      assertThat(next.fence()).as("whoever ends it may be slower than the next begin").isNotDone();
      old.release("other");
      assertThat(begun.fence()).isCompleted();
      assertThat(next.fence()).isCompleted();
    }

    @Test
    void waitForOnePublisher() {
      Session<String> old = begin(A).session();
      old.enterGate();

      Begun<String> begun = begin(A);

      assertThat(begun.fence()).isNotDone();
      assertThat(begun.predecessor())
          .hasValueSatisfying(ended -> assertThat(ended.fence()).isNotDone());
      old.leaveGate();
      assertThat(begun.fence()).isCompleted();
      assertThat(begun.predecessor())
          .hasValueSatisfying(ended -> assertThat(ended.fence()).isCompleted());
    }

    @Test
    void makeTheNewSessionCurrentWithoutWaiting() {
      begin(A).session().enterGate();

      begin(A);

      assertThat(sessions.current(A)).isEqualTo(new SessionId(2));
      assertThat(current(A).enterGate()).isTrue();
    }

    @Test
    void waitForAPublisherOfAnEarlierSessionThanThePredecessor() {
      Session<String> first = begin(A).session();
      first.enterGate();
      CompletableFuture<Void> second = begin(A).fence();

      CompletableFuture<Void> third = begin(A).fence();

      assertThat(third).isNotDone();
      first.leaveGate();
      assertThat(second).isCompleted();
      assertThat(third).isCompleted();
    }

    @Test
    void waitForPublishersOfSeveralEarlierSessions() {
      Session<String> first = begin(A).session();
      first.enterGate();
      Session<String> second = begin(A).session();
      second.enterGate();

      CompletableFuture<Void> fence = begin(A).fence();

      second.leaveGate();
      assertThat(fence).isNotDone();
      first.leaveGate();
      assertThat(fence).isCompleted();
    }

    @Test
    void waitForThePublisherOfASessionThatEndedWithoutSuccessor() {
      Session<String> old = begin(A).session();
      old.enterGate();
      sessions.end(old.id(), REQUESTED);

      CompletableFuture<Void> fence = begin(A).fence();

      assertThat(fence).isNotDone();
      old.leaveGate();
      assertThat(fence).isCompleted();
    }

    @Test
    void areNotHeldUpByAnotherScope() {
      begin(B).session().enterGate();
      begin(B);
      begin(A);

      assertThat(begin(A).fence()).isCompleted();
    }

    @Test
    void waitAtAnEndToo() {
      Session<String> first = begin(A).session();
      first.enterGate();
      SessionId second = begin(A).session().id();

      Optional<Ended<String>> ended = sessions.end(second, REQUESTED);

      assertThat(ended).hasValueSatisfying(end -> assertThat(end.fence()).isNotDone());
    }

    @Test
    void cannotBeCutShortByOneWhoWaits() {
      Session<String> old = begin(A).session();
      old.enterGate();
      CompletableFuture<Void> impatient = begin(A).fence();

      impatient.complete(null);

      assertThat(begin(A).fence()).isNotDone();
    }
  }

  @Nested
  final class Ending {
    @Test
    void handOverWhatTheSessionHeld() {
      Session<String> session = begin(A).session();
      session.admit("mod");

      Optional<Ended<String>> ended = sessions.end(session.id(), REQUESTED);

      assertThat(ended)
          .hasValueSatisfying(end -> {
            assertThat(end.session()).isSameAs(session);
            assertThat(end.cause()).isEqualTo(REQUESTED);
            assertThat(end.taken()).containsExactly("mod");
            assertThat(end.fence()).isNotDone();
            session.release("mod");
            assertThat(end.fence()).isCompleted();
          });
    }

    @Test
    void leaveNoCurrentSession() {
      SessionId id = begin(A).session().id();

      sessions.end(id, REQUESTED);

      assertThat(sessions.current(A)).isEqualTo(SessionId.INITIAL);
      assertThat(sessions.newest(A)).isEqualTo(id);
    }

    @Test
    void doNothingTheSecondTime() {
      SessionId id = begin(A).session().id();
      sessions.end(id, REQUESTED);

      assertThat(sessions.end(id, new EndCause.Disconnected())).isEmpty();
      assertThat(staleCause(id)).isEqualTo(REQUESTED);
    }

    @Test
    void doNothingToASupersededSessionNorToItsSuccessor() {
      SessionId old = begin(A).session().id();
      Session<String> successor = begin(A).session();

      assertThat(sessions.end(old, new EndCause.Disconnected())).isEmpty();
      assertThat(successor.ended()).isEmpty();
    }

    @Test
    void doNothingToASessionThatNeverBegan() {
      assertThat(sessions.end(new SessionId(99), REQUESTED)).isEmpty();
    }

    @Test
    void endSessionZeroOfMain() {
      current(Scope.MAIN).admit("mod");

      assertThat(sessions.end(SessionId.INITIAL, REQUESTED))
          .hasValueSatisfying(end -> assertThat(end.taken()).containsExactly("mod"));
      assertThat(sessions.standing(Scope.MAIN)).isEqualTo(new Standing.None<>(Scope.MAIN));
    }

    @Test
    void doNothingToASessionZeroThatIsOver() {
      begin(Scope.MAIN);

      assertThat(sessions.end(SessionId.INITIAL, REQUESTED)).isEmpty();
      assertThat(sessions.current(Scope.MAIN)).isEqualTo(new SessionId(1));
    }

    @Test
    void endEveryCurrentSessionAtShutdown() {
      begin(A).session().admit("of a");
      current(B).admit("of b's session 0");
      sessions.end(begin(Scope.MAIN).session().id(), REQUESTED);

      List<Ended<String>> ended = sessions.close(new EndCause.Shutdown());

      assertThat(ended)
          .extracting(Ended::taken)
          .containsExactlyInAnyOrder(List.of("of a"), List.of("of b's session 0"));
      assertThat(ended).extracting(Ended::cause).containsOnly(new EndCause.Shutdown());
      assertThat(sessions.close(new EndCause.Shutdown())).isEmpty();
    }

    @Test
    void beginNoMoreOnceClosed() {
      Session<String> last = begin(A).session();

      assertThat(sessions.isClosed()).isFalse();
      sessions.close(new EndCause.Shutdown());

      assertThat(sessions.isClosed()).isTrue();
      assertThat(sessions.begin(A)).isEmpty();
      assertThat(sessions.newest(A)).isEqualTo(last.id());
      assertThat(sessions.begun()).isEqualTo(1);
    }

    @Test
    void beginNoneInAScopeThatIsFirstNamedAfterTheClosing() {
      sessions.close(new EndCause.Shutdown());

      assertThat(sessions.standing(B)).isEqualTo(new Standing.None<>(B));
      assertThat(sessions.standing(SessionId.INITIAL, Optional.of(B)))
          .isEqualTo(
              new Standing.Stale<>(SessionId.INITIAL, new EndCause.Shutdown(), SessionId.INITIAL));
      assertThat(sessions.begin(B)).isEmpty();
    }
  }

  @Nested
  final class AskedHowACallStands {
    @Test
    void sayThatItsSessionIsCurrent() {
      Session<String> session = begin(A).session();

      assertThat(sessions.standing(A)).isEqualTo(new Standing.Current<>(session));
      assertThat(sessions.standing(session.id(), Optional.empty()))
          .isEqualTo(new Standing.Current<>(session));
      assertThat(sessions.standing(session.id(), Optional.of(A)))
          .isEqualTo(new Standing.Current<>(session));
    }

    @Test
    void sayByWhomItsSessionWasSuperseded() {
      SessionId first = begin(A).session().id();
      begin(A);
      begin(A);

      assertThat(sessions.standing(first, Optional.empty()))
          .isEqualTo(new Standing.Stale<>(first, supersededBy(2), new SessionId(3)));
    }

    @Test
    void sayEachOtherCause() {
      for (EndCause cause :
          List.of(REQUESTED, new EndCause.Disconnected(), new EndCause.Shutdown())) {
        SessionId id = begin(A).session().id();
        sessions.end(id, cause);

        assertThat(sessions.standing(id, Optional.of(A)))
            .isEqualTo(new Standing.Stale<>(id, cause, SessionId.INITIAL));
      }
    }

    @Test
    void keepTheCauseWhenANewSessionFollowsAnEnd() {
      SessionId id = begin(A).session().id();
      sessions.end(id, REQUESTED);
      SessionId next = begin(A).session().id();

      assertThat(sessions.standing(id, Optional.empty()))
          .isEqualTo(new Standing.Stale<>(id, REQUESTED, next));
    }

    @Test
    void sayOfWhichOtherScopeItsSessionIs() {
      SessionId current = begin(A).session().id();
      SessionId old = begin(B).session().id();
      begin(B);

      assertThat(sessions.standing(current, Optional.of(B)))
          .isEqualTo(new Standing.OtherScope<>(current, A));
      assertThat(sessions.standing(old, Optional.of(A)))
          .isEqualTo(new Standing.OtherScope<>(old, B));
    }

    @Test
    void sayThatAScopeHasNoneAfterAnEnd() {
      sessions.end(begin(A).session().id(), REQUESTED);

      assertThat(sessions.standing(A)).isEqualTo(new Standing.None<>(A));
    }

    @Test
    void sayThatASessionNeverBegan() {
      SessionId next = new SessionId(begin(A).session().id().value() + 1);

      assertThat(sessions.standing(next, Optional.empty())).isEqualTo(new Standing.Unknown<>(next));
      assertThat(sessions.standing(next, Optional.of(A))).isEqualTo(new Standing.Unknown<>(next));
    }

    @Test
    void sayThatASessionOfAnEarlierStartWasShutDown() {
      Sessions<String> restarted = new Sessions<>(41, new AtomicLong(41)::incrementAndGet);
      SessionId old = new SessionId(41);

      assertThat(restarted.standing(old, Optional.empty()))
          .isEqualTo(new Standing.Stale<>(old, new EndCause.Shutdown(), SessionId.INITIAL));
      var _ = restarted.begin(A).orElseThrow();
      assertThat(restarted.standing(old, Optional.of(A)))
          .isEqualTo(new Standing.Stale<>(old, new EndCause.Shutdown(), new SessionId(42)));
      assertThat(restarted.standing(new SessionId(43), Optional.of(A)))
          .isEqualTo(new Standing.Unknown<>(new SessionId(43)));
    }

    @Test
    void tellOfNoCurrentSessionWhereTheScopeOfAnEarlierStartIsNotKnown() {
      Sessions<String> restarted = new Sessions<>(41, new AtomicLong(41)::incrementAndGet);
      restarted.begin(Scope.MAIN);

      Standing<String> standing = restarted.standing(new SessionId(41), Optional.empty());

      assertThat(standing)
          .isEqualTo(
              new Standing.Stale<>(new SessionId(41), new EndCause.Shutdown(), SessionId.INITIAL));
    }
  }

  @Nested
  final class AskedHowACallOfSessionZeroStands {
    @Test
    void meanMainUnlessAScopeIsNamed() {
      assertThat(sessions.standing(SessionId.INITIAL, Optional.empty()))
          .isEqualTo(new Standing.Current<>(current(Scope.MAIN)));
      assertThat(sessions.standing(SessionId.INITIAL, Optional.of(A)))
          .isEqualTo(new Standing.Current<>(current(A)));
    }

    @Test
    void takeItForCurrentAfterARestart() {
      Sessions<String> restarted = new Sessions<>(41, new AtomicLong(41)::incrementAndGet);

      assertThat(restarted.standing(SessionId.INITIAL, Optional.empty()))
          .isInstanceOf(Standing.Current.class);
    }

    @Test
    void sayByWhomItWasSuperseded() {
      begin(Scope.MAIN);
      begin(Scope.MAIN);

      assertThat(sessions.standing(SessionId.INITIAL, Optional.empty()))
          .isEqualTo(new Standing.Stale<>(SessionId.INITIAL, supersededBy(1), new SessionId(2)));
    }

    @Test
    void keepTheCauseOfItsEndWhenASessionFollows() {
      sessions.end(SessionId.INITIAL, REQUESTED);
      begin(Scope.MAIN);

      assertThat(sessions.standing(SessionId.INITIAL, Optional.empty()))
          .isEqualTo(new Standing.Stale<>(SessionId.INITIAL, REQUESTED, new SessionId(1)));
    }

    @Test
    void sayOfEveryScopeThatItWasShutDown() {
      current(A);
      sessions.close(new EndCause.Shutdown());

      assertThat(sessions.standing(SessionId.INITIAL, Optional.of(A)))
          .isEqualTo(
              new Standing.Stale<>(SessionId.INITIAL, new EndCause.Shutdown(), SessionId.INITIAL));
    }

    @Test
    void doNotMistakeTheEndOfMainsForThatOfAnotherScope() {
      sessions.end(SessionId.INITIAL, REQUESTED);
      begin(A);

      assertThat(sessions.standing(SessionId.INITIAL, Optional.of(A)))
          .isEqualTo(new Standing.Stale<>(SessionId.INITIAL, supersededBy(1), new SessionId(1)));
    }
  }

  @Nested
  final class AfterTwentyThousandBegins {
    private final Session<String> elsewhere = begin(A).session();
    private final SessionId first = begin(B).session().id();

    AfterTwentyThousandBegins() {
      IntStream.range(0, 20_000).forEach(i -> begin(B));
    }

    @Test
    void stillKnowTheCurrentSessionOfAnotherScope() {
      assertThat(sessions.standing(elsewhere.id(), Optional.empty()))
          .isEqualTo(new Standing.Current<>(elsewhere));
      assertThat(sessions.end(elsewhere.id(), REQUESTED)).isPresent();
    }

    @Test
    void stillRefuseACallOfAForgottenOne() {
      SessionId current = sessions.current(B);

      assertThat(sessions.standing(first, Optional.of(B)))
          .isEqualTo(new Standing.Stale<>(first, new EndCause.Superseded(current), current));
      assertThat(sessions.end(first, REQUESTED)).isEmpty();
    }
  }

  @Nested
  final class WithAsManyScopesAsThereCanBe {
    private final Session<String> first = begin(A).session();

    WithAsManyScopesAsThereCanBe() {
      IntStream.range(1, Sessions.MAX_SCOPES).forEach(i -> begin(new Scope("s" + i)));
    }

    @Test
    void haveNoRoomForOneMore() {
      assertThat(sessions.admit(B)).isFalse();
      assertThat(sessions.standing(B)).isEqualTo(new Standing.NoRoom<>(B));
      assertThat(sessions.standing(SessionId.INITIAL, Optional.of(B)))
          .isEqualTo(new Standing.NoRoom<>(B));
      assertThatThrownBy(() -> sessions.begin(B)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void goOnWithThoseThatAreThere() {
      assertThat(sessions.admit(A)).isTrue();
      assertThat(begin(A).previous()).isEqualTo(first.id());
      assertThat(begin(new Scope("s" + (Sessions.MAX_SCOPES - 1))).taken()).isEmpty();
    }

    @Test
    void alwaysHaveRoomForMain() {
      assertThat(current(Scope.MAIN).id()).isEqualTo(SessionId.INITIAL);
      assertThat(begin(Scope.MAIN).previous()).isEqualTo(SessionId.INITIAL);
      assertThat(sessions.admit(B)).isFalse();
    }

    @Test
    void answerQuestionsAboutAnyOther() {
      assertThat(sessions.newest(B)).isEqualTo(SessionId.INITIAL);
      assertThat(sessions.current(B)).isEqualTo(SessionId.INITIAL);
    }
  }

  @Test
  void doNotMakeTheScopesThatTheyAreAskedAbout() {
    Sessions<String> restarted = new Sessions<>(41, counter::incrementAndGet);
    IntStream.range(0, Sessions.MAX_SCOPES)
        .mapToObj(i -> new Scope("s" + i))
        .forEach(scope -> {
          restarted.newest(scope);
          restarted.current(scope);
          restarted.standing(new SessionId(41), Optional.of(scope));
        });

    assertThat(restarted.admit(A)).isTrue();
  }

  private Session<String> current(Scope scope) {
    return switch (sessions.standing(scope)) {
      case Standing.Current<String>(Session<String> session) -> session;
      case Standing<String> other -> throw new AssertionError(other);
    };
  }

  private EndCause staleCause(SessionId id) {
    return switch (sessions.standing(id, Optional.empty())) {
      case Standing.Stale<String>(SessionId stale, EndCause cause, SessionId current) -> cause;
      case Standing<String> other -> throw new AssertionError(other);
    };
  }

  private static EndCause supersededBy(long id) {
    return new EndCause.Superseded(new SessionId(id));
  }
}
