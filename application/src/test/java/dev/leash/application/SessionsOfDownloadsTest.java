package dev.leash.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.application.Phase.Held;
import dev.leash.application.StartDownload.Ticket;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.Outcome;
import dev.leash.domain.port.RecordingEvents.Heard;
import dev.leash.domain.port.SessionEvents.Change;
import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Sessions as their frontends see them: ids, fences, ends, and what is told of them. */
class SessionsOfDownloadsTest {
  private static final Scope OTHER = new Scope("other");

  private final ApplicationDriver driver = ApplicationDriver.onFakes();

  @Nested
  class TheFence {
    @Test
    void ofASecondBeginWaitsForTheFirstOnesPublisherToo() throws InterruptedException {
      Held held = Phase.insideTheGate();

      var second = held.driver().begin();
      var third = held.driver().begin();

      assertThat(second.fence()).isNotDone();
      assertThat(third.fence()).isNotDone();
      held.letGo().run();
      ApplicationDriver.await(third.fence());
      ApplicationDriver.await(second.fence());
      assertThat(ApplicationDriver.outcome(held.ticket())).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void ofABeginAfterADisconnectWaitsForItsPublisher() throws InterruptedException {
      Held held = Phase.insideTheGate();
      held.driver().application().endSession().disconnect(held.session().session());

      var begun = held.driver().begin();

      assertThat(begun.fence()).isNotDone();
      held.letGo().run();
      ApplicationDriver.await(begun.fence());
    }

    @Test
    void ofAnotherScopeWaitsForNobody() throws InterruptedException {
      Held held = Phase.insideTheGate();

      assertThat(held.driver().begin(OTHER).fence()).isCompleted();

      held.letGo().run();
      held.driver().awaitQuiet();
    }

    @Test
    void lastsThroughAPublisherWhoseDownloadWasCancelledInVain() throws InterruptedException {
      Held held = Phase.insideTheGate();
      CompletableFuture<?> cancelled = held.driver().cancel(held.ticket().id()).orElseThrow();

      var begun = held.driver().begin();

      assertThat(begun.fence()).isNotDone();
      assertThat(cancelled).isNotDone();
      held.letGo().run();
      ApplicationDriver.await(begun.fence());
      ApplicationDriver.await(cancelled);
      assertThat(held.driver().status(held.ticket().id()).state().label()).isEqualTo("completed");
    }

    @Test
    void ofAShutdownWaitsForThePublisher() throws InterruptedException {
      Held held = Phase.insideTheGate();

      CompletableFuture<Void> done = held.driver().application().shutDown().shutDown();

      assertThat(done).isNotDone();
      held.letGo().run();
      ApplicationDriver.await(done);
      assertThat(ApplicationDriver.outcome(held.ticket())).isInstanceOf(Outcome.Completed.class);
      assertThat(held.driver().workspace.stagingFolders()).isZero();
    }
  }

  @Test
  void aBeginDoesNotDisturbAnotherScope() throws InterruptedException {
    driver.transfer.hold(Requests.URL, Zips.ONE_FILE, 0);
    driver.begin(OTHER);
    Ticket ticket = driver.startIn(OTHER, Requests.request());

    var begun = driver.begin();

    assertThat(begun.cancelled()).isEmpty();
    assertThat(ticket.ended()).isNotDone();
    assertThat(driver.begin(OTHER).cancelled()).containsExactly(ticket.id());
    driver.awaitQuiet();
  }

  @Test
  void aBeginNamesAllThatItCancelsInTheOrderOfTheirComing() {
    driver.transfer.hold(Requests.URL, Zips.ONE_FILE, 0);
    List<DownloadId> ids =
        List.of(
            driver.start(Requests.request()).id(),
            driver.start(Requests.request()).id(),
            driver.start(Requests.request()).id());

    assertThat(driver.begin().cancelled()).isEqualTo(ids);
    assertThat(driver.begin().cancelled()).isEmpty();
  }

  @Test
  void idsOnlyGrowOverAllScopes() {
    var first = driver.begin();
    var other = driver.begin(OTHER);
    var second = driver.begin();

    assertThat(first.session()).isEqualTo(new SessionId(ApplicationDriver.BEFORE + 1));
    assertThat(first.previous()).isEqualTo(SessionId.INITIAL);
    assertThat(other.session()).isEqualTo(new SessionId(ApplicationDriver.BEFORE + 2));
    assertThat(second.session()).isEqualTo(new SessionId(ApplicationDriver.BEFORE + 3));
    assertThat(second.previous()).isEqualTo(first.session());
    assertThat(driver.application().getSessionId().newest(OTHER)).isEqualTo(other.session());
    assertThat(driver.application().getSessionId().newest(new Scope("none")))
        .isEqualTo(SessionId.INITIAL);
  }

  @Test
  void anEndedSessionIsStillTheNewest() {
    SessionId session = driver.begin().session();

    driver.application().endSession().end(session);

    assertThat(driver.application().getSessionId().newest(Scope.MAIN)).isEqualTo(session);
  }

  @Test
  void aSecondEndChangesNothing() {
    SessionId session = driver.begin().session();
    assertThat(driver.application().endSession().end(session).ended()).isTrue();

    var again = driver.application().endSession().end(session);
    var disconnect = driver.application().endSession().disconnect(session);

    assertThat(again.ended()).isFalse();
    assertThat(disconnect.ended()).isFalse();
    assertThat(again.fence()).isCompleted();
    assertThat(driver.events.sessionChanges()).hasSize(2);
  }

  @Test
  void theDisconnectOfASupersededSessionLeavesItsSuccessorAlone() {
    SessionId old = driver.begin().session();
    SessionId now = driver.begin().session();

    assertThat(driver.application().endSession().disconnect(old).ended()).isFalse();

    assertThat(driver.call(ApplicationDriver.commandOf(now, Requests.request().build())))
        .isInstanceOf(StartDownload.Result.Accepted.class);
    driver.begin();
  }

  @Nested
  class Told {
    @Test
    void isABeginBeforeItsCancellationsAndTheChangeAfterThem() {
      driver.transfer.hold(Requests.URL, Zips.ONE_FILE, 0);
      SessionId old = driver.begin().session();
      Ticket ticket = driver.start(Requests.request());

      SessionId now = driver.begin().session();

      List<Heard> heard = driver.events.heard();
      int begun = heard.indexOf(new Heard.SessionBegun(Scope.MAIN, now));
      assertThat(heard.subList(begun + 1, heard.size()))
          .filteredOn(one -> one.ofDownload().isEmpty() || one instanceof Heard.Finished)
          .containsExactly(
              new Heard.Finished(driver.status(ticket.id())),
              new Heard.SessionChanged(
                  new Change(
                      Scope.MAIN,
                      now,
                      old,
                      Optional.of(new EndCause.Superseded(now)),
                      List.of(ticket.id()))));
    }

    @Test
    void isABeginAfterAnEndWithoutACause() {
      SessionId old = driver.begin().session();
      driver.application().endSession().end(old);

      SessionId now = driver.begin().session();

      assertThat(driver.events.sessionChanges())
          .endsWith(
              new Change(
                  Scope.MAIN,
                  SessionId.INITIAL,
                  old,
                  Optional.of(new EndCause.Requested()),
                  List.of()),
              new Change(Scope.MAIN, now, old, Optional.empty(), List.of()));
    }

    @Test
    void isAShutdownForEachScopeOnce() {
      driver.begin();
      driver.begin(OTHER);

      var _ = driver.application().shutDown().shutDown();
      var _ = driver.application().shutDown().shutDown();

      assertThat(driver.events.sessionChanges())
          .filteredOn(change -> change.ended().equals(Optional.of(new EndCause.Shutdown())))
          .extracting(Change::scope)
          .containsExactlyInAnyOrder(Scope.MAIN, OTHER);
    }
  }

  @Nested
  class ACancellation {
    @Test
    void ofAPublishingDownloadGivesItsEnd() throws InterruptedException {
      Held held = Phase.insideTheGate();

      var end = held.driver().cancel(held.ticket().id()).orElseThrow();

      assertThat(end).isNotDone();
      held.letGo().run();
      assertThat(ApplicationDriver.outcome(ApplicationDriver.await(end)))
          .isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void ofAnEndedDownloadGivesItsStatus() {
      driver.transfer.serve(Requests.URL, Zips.ONE_FILE);
      Ticket ticket = driver.start(Requests.request());
      Outcome outcome = ApplicationDriver.outcome(ticket);

      var end = driver.cancel(ticket.id()).orElseThrow();

      assertThat(end).isCompleted();
      assertThat(ApplicationDriver.outcome(end.join())).isEqualTo(outcome);
    }

    @Test
    void ofAnUnknownDownloadFindsNothing() {
      assertThat(driver.cancel(new DownloadId("none"))).isEmpty();
      assertThat(driver.application().awaitDownload().await(new DownloadId("none"))).isEmpty();
      assertThat(driver.application().getDownload().get(new DownloadId("none"))).isEmpty();
    }

    @Test
    void endsOneDownloadAlone() throws InterruptedException {
      driver.transfer.hold(Requests.URL, Zips.ONE_FILE, 0);
      Ticket one = driver.start(Requests.request());
      Ticket other = driver.start(Requests.request());

      driver.cancel(one.id());

      assertThat(driver.status(other.id()).state()).isNotInstanceOf(DownloadState.Ended.class);
      assertThat(driver.begin().cancelled()).containsExactly(other.id());
      driver.awaitQuiet();
    }
  }
}
