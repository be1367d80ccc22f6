package dev.leash.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.application.StartDownload.Result;
import dev.leash.application.StartDownload.Ticket;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.Outcome;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.SessionEvents;
import dev.leash.domain.port.Transfer;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.Race;
import dev.leash.domain.session.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two calls at the same moment, on real threads. */
class ApplicationRaceTest {
  private static final int ROUNDS = 500;

  private final Race race = new Race();
  private final EventOrder order = new EventOrder();

  @AfterEach
  void close() {
    race.close();
  }

  @Test
  void aDownloadAcceptedWhileASessionBeginsIsCancelledOrOfTheNewOne() throws Exception {
    ApplicationDriver driver = start((_, _, _) -> ApplicationRaceTest::untilCancelled);
    var call =
        new StartDownload.Command(
            Requests.request().build(), Optional.empty(), Optional.empty(), Optional.empty());

    for (int round = 0; round < ROUNDS; round++) {
      var both = race.between(() -> driver.call(call), driver::begin);

      switch (both.one()) {
        case Result.Accepted(Ticket ticket) -> assertCancelledOrOf(ticket, both.other());
        case Result.Refused(Refusal refusal) ->
            assertThat(refusal).isInstanceOf(Refusal.SessionEnded.class);
      }
    }
    driver.begin();
    driver.awaitQuiet();

    assertOneEndOfEach(driver);
  }

  private static void assertCancelledOrOf(Ticket ticket, BeginSession.Result.Started begun) {
    if (ticket.session().equals(begun.session())) {
      assertThat(ticket.ended()).isNotDone();
      assertThat(begun.cancelled()).doesNotContain(ticket.id());
    } else {
      assertThat(ticket.ended()).isDone();
      assertThat(ApplicationDriver.outcome(ticket)).isInstanceOf(Outcome.Cancelled.class);
    }
  }

  @Test
  void twoCallsWithOneIdAreOneDownloadAlsoWhereItExcludesItself() throws Exception {
    ApplicationDriver driver = start((_, _, _) -> ApplicationRaceTest::untilCancelled);

    for (int round = 0; round < ROUNDS; round++) {
      String id = "twice-" + round;
      Requests request = Requests.request().keepingArchive();
      var both = race.between(() -> driver.start(id, request), () -> driver.start(id, request));

      assertThat(both.one().ended()).isSameAs(both.other().ended());
      assertThat(order.accepted).hasValue(round + 1);
      driver.begin();
    }
    driver.awaitQuiet();

    assertOneEndOfEach(driver);
  }

  @Test
  void whoJoinsADownloadThatIsRefusedAtTheLastMomentIsNotLeftWaiting() throws Exception {
    ApplicationDriver driver = start((_, _, _) -> ApplicationRaceTest::untilCancelled);

    for (int round = 0; round < ROUNDS; round++) {
      String id = "joined-" + round;
      var call = ApplicationDriver.command(id, Requests.request().build());
      var both =
          race.between(
              () -> driver.call(call),
              () -> {
                driver.begin();
                return driver.call(call);
              });
      driver.begin();

      for (Result result : List.of(both.one(), both.other())) {
        if (result instanceof Result.Accepted(Ticket ticket)) {
          assertThat(ticket.ended()).isDone();
        }
      }
    }
    driver.awaitQuiet();

    assertOneEndOfEach(driver);
  }

  @Test
  void aCancellationByIdNeverOvertakesTheAcceptance() throws Exception {
    ApplicationDriver driver = start((_, _, _) -> ApplicationRaceTest::untilCancelled);

    for (int round = 0; round < ROUNDS; round++) {
      String id = "cancelled-" + round;
      race.between(
          () -> driver.start(id, Requests.request()),
          () -> {
            while (driver.cancel(new DownloadId(id)).isEmpty()) {
              Thread.onSpinWait();
            }
            return id;
          });
    }
    driver.awaitQuiet();

    assertOneEndOfEach(driver);
  }

  @Test
  void nothingIsPublishedForAnEarlierSessionOnceTheFenceIsComplete() throws Exception {
    AtomicLong fenced = new AtomicLong();
    List<String> late = new CopyOnWriteArrayList<>();
    AtomicReference<CountDownLatch> atGate = new AtomicReference<>(new CountDownLatch(1));
    ApplicationDriver driver =
        new ApplicationDriver.Setup()
            .ports(ports ->
                Faulty.workspace(
                    Faulty.downloadEvents(ports, order),
                    new WatchedWorkspace(
                        ports.workspace(),
                        _ -> atGate.get().countDown(),
                        folder -> noteWhenFenced(folder, fenced, late))))
            .start();
    driver.transfer.serve(Requests.URL, Zips.ONE_FILE);
    var session = driver.begin();

    for (int round = 0; round < ROUNDS; round++) {
      Requests request = Requests.request().into("/" + session.session());
      Ticket ticket = driver.start(request);
      atGate.get().await();
      var begun = driver.begin();
      ApplicationDriver.await(begun.fence());
      fenced.set(session.session().value());
      boolean cancelled = begun.cancelled().contains(ticket.id());

      assertThat(ApplicationDriver.outcome(ticket) instanceof Outcome.Cancelled)
          .isEqualTo(cancelled);
      atGate.set(new CountDownLatch(1));
      session = begun;
    }
    driver.awaitQuiet();

    assertThat(late).isEmpty();
    assertOneEndOfEach(driver);
  }

  private static void noteWhenFenced(Path folder, AtomicLong fenced, List<String> late) {
    long session = Long.parseLong(folder.getFileName().toString());
    if (session <= fenced.get()) {
      late.add("session " + session + " publishes after the fence of " + fenced.get());
    }
  }

  @Test
  void nothingIsStartedOnceAShutdownIsDone() throws Exception {
    for (int round = 0; round < ROUNDS / 2; round++) {
      ApplicationDriver driver = start((_, _, _) -> ApplicationRaceTest::untilCancelled);
      Scope scope = new Scope(round % 2 == 0 ? "main" : "fresh");
      var call =
          new StartDownload.Command(
              Requests.request().build(), Optional.empty(), Optional.of(scope), Optional.empty());
      var both = race.between(() -> driver.call(call), driver.application().shutDown()::shutDown);
      ApplicationDriver.await(both.other());

      if (both.one() instanceof Result.Accepted(Ticket ticket)) {
        assertThat(ticket.ended()).isDone();
        driver.awaitQuiet();
      }
      assertThat(driver.workspace.stagingFolders()).isZero();
      assertThat(driver.workspace.heldClaims()).isZero();
    }
  }

  /** It was through the door before the shutdown, and began its session after it. */
  @Test
  void noSessionBeginsThatAShutdownDoesNotEnd() {
    for (int round = 0; round < ROUNDS; round++) {
      ApplicationDriver driver = start((_, _, _) -> ApplicationRaceTest::untilCancelled);
      var application = driver.application();
      driver.begin();

      var both =
          race.between(
              () -> application.beginSession().begin(Scope.MAIN), application.shutDown()::shutDown);
      ApplicationDriver.await(both.other());

      assertThat(driver.events.sessionChanges())
          .filteredOn(change -> change.ended().equals(Optional.of(new EndCause.Shutdown())))
          .extracting(SessionEvents.Change::previous)
          .containsExactly(application.getSessionId().newest(Scope.MAIN));
      if (both.one() instanceof BeginSession.Result.Refused(Refusal refusal)) {
        assertThat(refusal).isEqualTo(new Refusal.ShuttingDown());
      }
    }
  }

  private ApplicationDriver start(Transfer transfer) {
    return new ApplicationDriver.Setup()
        .ports(ports -> Faulty.downloadEvents(Faulty.transfer(ports, transfer), order))
        .start();
  }

  private void assertOneEndOfEach(ApplicationDriver driver) {
    assertThat(order.broken).isEmpty();
    assertThat(order.finished).hasValue(order.accepted.get());
    assertThat(driver.workspace.heldClaims()).isZero();
    assertThat(driver.workspace.stagingFolders()).isZero();
    assertThat(driver.faults).isEmpty();
  }

  /** A server that never answers. */
  private static Fetched untilCancelled(Cancellation cancellation) {
    CountDownLatch over = new CountDownLatch(1);
    try (var _ = cancellation.onCancel(over::countDown)) {
      over.await();
    } catch (InterruptedException e) {
      throw new AssertionError("data threads are never interrupted", e);
    }
    return new Fetched.Cancelled();
  }
}
