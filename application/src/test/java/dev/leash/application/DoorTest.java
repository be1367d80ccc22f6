package dev.leash.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.application.StartDownload.Command;
import dev.leash.application.StartDownload.Ticket;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.Outcome;
import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import dev.leash.domain.session.Sessions;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, who is refused and for what, and in which order that is looked at. */
class DoorTest {
  private static final Failure BUSY = new Failure.DestinationBusy("/games/mods");
  private static final Scope OTHER = new Scope("other");
  private static final DownloadRequest GOOD = Requests.request().build();
  private static final DownloadRequest BAD_URL = Requests.request().from("file:///etc/x").build();

  private final ApplicationDriver driver = ApplicationDriver.onFakes();

  private Refusal refusal(Command command) {
    Refusal refusal = ApplicationDriver.refused(driver.call(command));
    assertThat(driver.workspace.heldClaims()).as("claims after a refusal").isZero();
    return refusal;
  }

  private static Command inScope(Scope scope, DownloadRequest request) {
    return new Command(request, Optional.empty(), Optional.of(scope), Optional.empty());
  }

  private static Command inSession(SessionId session) {
    return ApplicationDriver.commandOf(session, BAD_URL);
  }

  @Nested
  class WhileShuttingDown {
    @Test
    void everythingIsRefusedBeforeAnythingElseIsLookedAt() {
      SessionId session = driver.begin().session();
      var _ = driver.application().shutDown().shutDown();

      assertThat(refusal(inSession(new SessionId(99)))).isEqualTo(new Refusal.ShuttingDown());
      assertThat(driver.application().beginSession().begin(Scope.MAIN))
          .isEqualTo(new BeginSession.Result.Refused(new Refusal.ShuttingDown()));
      assertThat(driver.application().endSession().end(session).ended()).isFalse();
    }

    @Test
    void anEndedDownloadCanStillBeAskedFor() {
      driver.transfer.serve(Requests.URL, Zips.ONE_FILE);
      Ticket ticket = driver.start(Requests.request());
      Outcome outcome = ApplicationDriver.outcome(ticket);

      ApplicationDriver.await(driver.application().shutDown().shutDown());
      ApplicationDriver.await(driver.application().shutDown().shutDown());

      Ticket again = driver.application().awaitDownload().await(ticket.id()).orElseThrow();
      assertThat(ApplicationDriver.outcome(again)).isEqualTo(outcome);
    }
  }

  /** Each call has a forbidden URL too, which must not be looked at. */
  @Nested
  class TheSession {
    @Test
    void thatWasSupersededIsToldWithItsSuccessor() {
      SessionId old = driver.begin().session();
      SessionId now = driver.begin().session();

      assertThat(refusal(inSession(old)))
          .isEqualTo(new Refusal.SessionEnded(old, new EndCause.Superseded(now), now));
    }

    @Test
    void thatWasEndedOnRequestIsTold() {
      SessionId old = driver.begin().session();
      driver.application().endSession().end(old);

      assertThat(refusal(inSession(old)))
          .isEqualTo(new Refusal.SessionEnded(old, new EndCause.Requested(), SessionId.INITIAL));
    }

    @Test
    void whoseConnectionClosedIsToldAlsoWhenAnotherHasBegunSince() {
      SessionId old = driver.begin().session();
      driver.application().endSession().disconnect(old);
      SessionId now = driver.begin().session();

      assertThat(refusal(inSession(old)))
          .isEqualTo(new Refusal.SessionEnded(old, new EndCause.Disconnected(), now));
    }

    @Test
    void ofAnEarlierStartEndedByTheShutdown() {
      assertThat(refusal(inSession(new SessionId(ApplicationDriver.BEFORE))))
          .isEqualTo(
              new Refusal.SessionEnded(
                  new SessionId(ApplicationDriver.BEFORE),
                  new EndCause.Shutdown(),
                  SessionId.INITIAL));
    }

    @Test
    void zeroIsCurrentUntilTheFirstBegins() {
      assertThat(driver.call(ApplicationDriver.commandOf(SessionId.INITIAL, GOOD)))
          .isInstanceOf(StartDownload.Result.Accepted.class);

      SessionId now = driver.begin().session();

      assertThat(
              ApplicationDriver.refused(
                  driver.call(ApplicationDriver.commandOf(SessionId.INITIAL, GOOD))))
          .isEqualTo(
              new Refusal.SessionEnded(SessionId.INITIAL, new EndCause.Superseded(now), now));
    }

    @Test
    void ofAnotherScopeIsRefused() {
      SessionId session = driver.begin().session();
      Command command =
          new Command(BAD_URL, Optional.of(session), Optional.of(OTHER), Optional.empty());

      assertThat(refusal(command)).isEqualTo(new Refusal.OtherScope(session, Scope.MAIN));
    }

    @Test
    void decidesTheScope() {
      SessionId session = driver.begin(OTHER).session();

      Ticket ticket =
          ApplicationDriver.accepted(driver.call(ApplicationDriver.commandOf(session, GOOD)));

      assertThat(driver.status(ticket.id()).scope()).isEqualTo(OTHER);
      assertThat(ticket.session()).isEqualTo(session);
    }

    @Test
    void thatWasNeverIssuedIsUnknown() {
      SessionId next = new SessionId(ApplicationDriver.BEFORE + 1);

      assertThat(refusal(inSession(next))).isEqualTo(new Refusal.UnknownSession(next));
    }

    @Test
    void isMissingInAScopeThatHasEndedWithoutASuccessor() {
      driver.application().endSession().end(driver.begin().session());

      assertThat(refusal(inScope(Scope.MAIN, BAD_URL)))
          .isEqualTo(new Refusal.NoSession(Scope.MAIN));
    }

    @Test
    void hasNoRoomInAScopeTooMany() {
      IntStream.range(0, Sessions.MAX_SCOPES).forEach(i -> driver.begin(new Scope("s" + i)));
      Refusal tooMany = new Refusal.TooManyScopes(OTHER, Sessions.MAX_SCOPES);

      assertThat(refusal(inScope(OTHER, BAD_URL))).isEqualTo(tooMany);
      assertThat(driver.application().beginSession().begin(OTHER))
          .isEqualTo(new BeginSession.Result.Refused(tooMany));
      assertThat(refusal(inScope(new Scope("s0"), BAD_URL))).isInstanceOf(Refusal.NotAllowed.class);
    }

    @Test
    void isJudgedBeforeTheDownloadId() {
      SessionId old = driver.begin().session();
      Command command =
          new Command(
              GOOD, Optional.of(old), Optional.empty(), Optional.of(new DownloadId("known")));
      driver.call(command);
      SessionId now = driver.begin().session();

      assertThat(refusal(command))
          .isEqualTo(new Refusal.SessionEnded(old, new EndCause.Superseded(now), now));
    }
  }

  @Nested
  class TheDownloadId {
    @Test
    void joinsTheSameCallWhileItRuns() throws InterruptedException {
      var hold = driver.transfer.hold(Requests.URL, Zips.ONE_FILE, 0);
      Ticket first = driver.start("one", Requests.request().keepingArchive());

      Ticket second = driver.start("one", Requests.request().keepingArchive());
      hold.release();

      assertThat(ApplicationDriver.outcome(second)).isEqualTo(ApplicationDriver.outcome(first));
      driver.awaitQuiet();
      assertThat(driver.transfer.fetched()).hasSize(1);
    }

    @Test
    void givesTheOutcomeAgainAfterItsEnd() throws InterruptedException {
      driver.transfer.serve(Requests.URL, Zips.ONE_FILE);
      Outcome outcome = ApplicationDriver.outcome(driver.start("one", Requests.request()));

      Ticket again = driver.start("one", Requests.request());

      assertThat(again.ended()).isCompleted();
      assertThat(ApplicationDriver.outcome(again)).isEqualTo(outcome);
      driver.awaitQuiet();
      assertThat(driver.transfer.fetched()).hasSize(1);
    }

    @Test
    void givesTheCancellationToACallThatAReloadSendsAgain() {
      Ticket lost = driver.start("one", Requests.request());
      driver.begin();

      Ticket again = driver.start("one", Requests.request());

      assertThat(again.session()).isEqualTo(lost.session());
      assertThat(again.ended()).isCompletedWithValue(lost.ended().join());
    }

    @Test
    void joinsTheSameCallHoweverItNamesTheMainScope() {
      Optional<DownloadId> id = Optional.of(new DownloadId("one"));
      driver.transfer.serve(Requests.URL, Zips.ONE_FILE);
      Ticket first = driver.start("one", Requests.request());
      ApplicationDriver.outcome(first);
      Command again = new Command(GOOD, Optional.empty(), Optional.of(Scope.MAIN), id);
      Command other = new Command(GOOD, Optional.empty(), Optional.of(OTHER), id);

      assertThat(driver.call(again))
          .isInstanceOfSatisfying(
              StartDownload.Result.Accepted.class,
              it -> assertThat(it.ticket().id()).isEqualTo(first.id()));
      assertThat(refusal(other)).isEqualTo(new Refusal.DuplicateId(first.id()));
    }

    @Test
    void withOtherParamsIsADuplicateAlsoWhereTheUrlIsForbidden() {
      driver.transfer.serve(Requests.URL, Zips.ONE_FILE);
      ApplicationDriver.outcome(driver.start("one", Requests.request()));

      assertThat(refusal(ApplicationDriver.command("one", BAD_URL)))
          .isEqualTo(new Refusal.DuplicateId(new DownloadId("one")));
    }

    @Test
    void isJudgedBeforeTheDestinationAndTheQueue() {
      ApplicationDriver full = new ApplicationDriver.Setup().running(1).queued(0).start();
      full.transfer.hold(Requests.URL, Zips.ONE_FILE, 0);
      Ticket first = full.start("one", Requests.request());
      full.workspace.refuseClaims(BUSY);

      assertThat(full.start("one", Requests.request()).ended()).isSameAs(first.ended());
      full.begin();
    }
  }

  @Nested
  class TheUrl {
    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://example.org/x", "http:///x", "jar:x"})
    void isRefusedBeforeTheDestinationIsLookedAt(String url) {
      driver.workspace.refuseClaims(BUSY);

      assertUrlRefused(Requests.request().from(url));
      assertUrlRefused(Requests.request().mirrors("https://example.org/y", url));
    }

    @Test
    void isRefusedWithoutItsSecrets() {
      Refusal refusal =
          refusal(
              inScope(
                  Scope.MAIN,
                  Requests.request().from("ftp://user:word@example.org/x?token=t").build()));

      assertThat(refusal.toString()).doesNotContain("word").doesNotContain("token");
    }

    private void assertUrlRefused(Requests request) {
      assertThat(refusal(inScope(Scope.MAIN, request.build())))
          .isInstanceOfSatisfying(
              Refusal.NotAllowed.class,
              refused -> assertThat(refused.failure()).isInstanceOf(Failure.UrlNotAllowed.class));
    }
  }

  @Nested
  class TheDestination {
    @Test
    void isRefusedAsTheWorkspaceSaysAlsoWhereTheQueueIsFull() {
      ApplicationDriver full = new ApplicationDriver.Setup().running(1).queued(0).start();
      full.transfer.hold(Requests.URL, Zips.ONE_FILE, 0);
      full.start(Requests.request().into("/games/first"));
      full.workspace.refuseClaims(BUSY);

      assertThat(ApplicationDriver.refused(full.call(inScope(Scope.MAIN, GOOD))))
          .isEqualTo(new Refusal.NotAllowed(BUSY));
      full.begin();
    }

    @Test
    void leavesTheIdOfARefusedCallFree() {
      driver.workspace.refuseClaims(BUSY);
      assertThat(refusal(ApplicationDriver.command("one", GOOD)))
          .isEqualTo(new Refusal.NotAllowed(BUSY));
      driver.workspace.refuseClaims(null);

      assertThat(driver.application().getDownload().get(new DownloadId("one"))).isEmpty();
      driver.start("one", Requests.request().into("/games/elsewhere"));
      driver.begin();
    }
  }

  @Nested
  class TheQueue {
    @Test
    void isFullOnePastItsLimitAndKeepsNothingOfTheRefused() throws InterruptedException {
      ApplicationDriver small = new ApplicationDriver.Setup().running(1).queued(2).start();
      var hold = small.transfer.hold(Requests.URL, Zips.ONE_FILE, 0);
      Ticket running = small.start(Requests.request());
      hold.awaitReached();
      Ticket queued = small.start(Requests.request());
      small.start(Requests.request());
      Command onePast = ApplicationDriver.command("past", GOOD);

      assertThat(ApplicationDriver.refused(small.call(onePast)))
          .isEqualTo(new Refusal.QueueFull(2));

      assertThat(small.workspace.heldClaims()).isEqualTo(3);
      assertThat(small.application().getDownload().get(new DownloadId("past"))).isEmpty();
      small.cancel(queued.id());
      Ticket again = ApplicationDriver.accepted(small.call(onePast));
      hold.release();
      assertThat(ApplicationDriver.outcome(running)).isInstanceOf(Outcome.Completed.class);
      assertThat(ApplicationDriver.outcome(again)).isInstanceOf(Outcome.Completed.class);
      small.awaitQuiet();
    }
  }
}
