package dev.leash.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.application.Phase.Held;
import dev.leash.application.StartDownload.Ticket;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.Outcome;
import dev.leash.domain.download.RetryPolicy;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.FakeTransfer;
import dev.leash.domain.port.RecordingEvents.Heard;
import dev.leash.domain.port.Transfer;
import dev.leash.domain.port.Transfer.Fetch;
import dev.leash.domain.port.Workspace.Claimed;
import dev.leash.domain.session.Race;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Downloads that are halted, and go on. */
@Timeout(120)
class PauseTest {
  private static final String OTHER = "https://example.org/other.zip";
  private static final byte[] ZIP = Zips.zip("a.txt", "hello", "b.txt", "x".repeat(3_000));

  private final ApplicationDriver driver = new ApplicationDriver.Setup().running(1).start();

  /** A download whose server has stopped after so many bytes. */
  private Ticket heldAfter(int bytes) throws InterruptedException {
    FakeTransfer.Hold hold = driver.transfer.hold(Requests.URL, ZIP, bytes);
    driver.transfer.serve(Requests.URL, ZIP);
    Ticket ticket = driver.start(Requests.request());
    hold.awaitReached();
    return ticket;
  }

  @Test
  void closeItsConnectionsAndKeepWhatHasArrived() throws InterruptedException {
    Ticket ticket = heldAfter(40);

    DownloadStatus paused = driver.pause(ticket.id());

    assertThat(paused.state()).isEqualTo(new DownloadState.Paused(1));
    assertThat(paused.progress().connections()).isZero();
    assertThat(paused.progress().bytesPerSecond()).isZero();
    driver.awaitQuiet();
    assertThat(driver.transfer.openConnections()).isZero();
    assertThat(driver.workspace.stagingFolders()).isEqualTo(1);
    assertThat(driver.workspace.stagings().getLast().isTreeDropped()).isTrue();
    assertThat(driver.status(ticket.id())).isEqualTo(paused);
    driver.clock.advance(ApplicationDriver.INTERVAL);
    assertThat(driver.events.heardOf(ticket.id()).getLast()).isEqualTo(new Heard.Changed(paused));
    assertThat(ticket.ended()).isNotDone();
  }

  @Test
  void goOnFromThereWhenTheyAreResumed() throws InterruptedException {
    Ticket ticket = heldAfter(40);
    driver.pause(ticket.id());
    driver.awaitQuiet();

    driver.resume(ticket.id());
    DownloadStatus last = ApplicationDriver.await(ticket.ended());

    assertThat(ApplicationDriver.outcome(last)).isInstanceOf(Outcome.Completed.class);
    assertThat(last.state().attempt()).isEqualTo(1);
    assertThat(last.progress().receivedBytes()).isEqualTo(ZIP.length);
    assertThat(last.progress().extractedFiles()).isEqualTo(2);
    assertThat(driver.workspace.files()).hasSize(2);
    assertThat(driver.events.heardOf(ticket.id()))
        .extracting(heard -> heard.ofDownload().orElseThrow().state().label())
        .containsExactly(
            "queued", "running", "paused", "queued", "running", "publishing", "completed");
    driver.awaitQuiet();
    assertThat(driver.workspace.stagingFolders()).isZero();
  }

  @Test
  void neverCountBackwardsThoughTheyAreUnzippedAnew() throws InterruptedException {
    Ticket ticket = heldAfter(ZIP.length - 30);
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (driver.status(ticket.id()).progress().extractedFiles() == 0) {
      assertThat(System.nanoTime()).as("it unzips what has arrived").isLessThan(end);
    }
    DownloadStatus paused = driver.pause(ticket.id());
    driver.awaitQuiet();

    driver.resume(ticket.id());
    ApplicationDriver.await(ticket.ended());

    assertThat(paused.progress().extractedFiles()).isPositive();
    assertThat(driver.workspace.stagings().getLast().trees()).hasSize(2);
    assertThat(driver.events.heardOf(ticket.id()))
        .extracting(heard -> heard.ofDownload().orElseThrow().progress().extractedBytes())
        .isSorted();
    driver.awaitQuiet();
  }

  @Test
  void giveTheirPlaceToTheNext() throws InterruptedException {
    Ticket ticket = heldAfter(40);
    driver.transfer.serve(OTHER, ZIP);
    Ticket next = driver.start(Requests.request().from(OTHER));
    assertThat(driver.status(next.id()).state()).isEqualTo(new DownloadState.Queued(1));

    driver.pause(ticket.id());

    assertThat(ApplicationDriver.outcome(next)).isInstanceOf(Outcome.Completed.class);
    assertThat(driver.status(ticket.id()).state()).isEqualTo(new DownloadState.Paused(1));
    driver.awaitQuiet();
  }

  @Test
  void waitForAPlaceWhenTheyAreResumed() throws InterruptedException {
    Ticket ticket = heldAfter(40);
    FakeTransfer.Hold running = driver.transfer.hold(OTHER, ZIP, 0);
    Ticket next = driver.start(Requests.request().from(OTHER));
    driver.pause(ticket.id());
    running.awaitReached();

    DownloadStatus resumed = driver.resume(ticket.id());
    assertThat(resumed.state()).isEqualTo(new DownloadState.Queued(1));
    running.release();

    assertThat(ApplicationDriver.outcome(next)).isInstanceOf(Outcome.Completed.class);
    assertThat(ApplicationDriver.outcome(ticket)).isInstanceOf(Outcome.Completed.class);
    driver.awaitQuiet();
  }

  @Test
  void standAsideInTheQueueAndJoinItsEnd() throws InterruptedException {
    Ticket running = heldAfter(40);
    driver.transfer.serve(OTHER, ZIP);
    Ticket first = driver.start(Requests.request().from(OTHER));
    driver.transfer.serve("https://example.org/last.zip", ZIP);
    Ticket second = driver.start(Requests.request().from("https://example.org/last.zip"));

    assertThat(driver.pause(first.id()).state()).isEqualTo(new DownloadState.Paused(1));
    assertThat(driver.resume(first.id()).state()).isEqualTo(new DownloadState.Queued(1));
    driver.cancel(running.id());

    ApplicationDriver.outcome(first);
    ApplicationDriver.outcome(second);
    assertThat(driver.transfer.fetched())
        .extracting(source -> source.url().toString())
        .containsExactly(Requests.URL, "https://example.org/last.zip", OTHER);
    driver.awaitQuiet();
  }

  @Test
  void doNotRunTwiceWhenTheyAreResumedBeforeTheirLastLegIsOver() throws InterruptedException {
    CountDownLatch attempting = new CountDownLatch(1);
    CountDownLatch letGo = new CountDownLatch(1);
    AtomicInteger attempts = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ApplicationDriver slow =
        new ApplicationDriver.Setup()
            .ports(ports ->
                Faulty.attempts(
                    ports,
                    (fetch, cancellation) -> {
                      most.accumulateAndGet(attempts.incrementAndGet(), Math::max);
                      attempting.countDown();
                      Faulty.awaitOpen(letGo);
                      try {
                        return fetch.attempt(cancellation);
                      } finally {
                        attempts.decrementAndGet();
                      }
                    }))
            .start();
    slow.transfer.serve(Requests.URL, ZIP);
    Ticket ticket = slow.start(Requests.request());
    attempting.await();

    slow.pause(ticket.id());
    slow.resume(ticket.id());
    slow.pause(ticket.id());
    slow.resume(ticket.id());
    letGo.countDown();

    assertThat(ApplicationDriver.outcome(ticket)).isInstanceOf(Outcome.Completed.class);
    assertThat(most).hasValue(1);
    slow.awaitQuiet();
    assertThat(slow.faults).isEmpty();
  }

  /** While the first leg's connections are closed, others resume it and pause its second leg. */
  @Test
  void areAnsweredAsPausedWhenTheConnectionsOfTheirLastLegAreClosed() throws Exception {
    Leg first = new Leg();
    Leg second = new Leg();
    Queue<Leg> legs = new ConcurrentLinkedQueue<>(List.of(first, second));
    ApplicationDriver slow =
        new ApplicationDriver.Setup()
            .ports(ports ->
                Faulty.attempts(ports, (_, cancellation) -> legs.remove().run(cancellation)))
            .start();
    slow.transfer.serve(Requests.URL, ZIP);
    // Packed: else what is unzipped at the same time is told of the pause, too, maybe after us.
    Ticket ticket = slow.start(Requests.request().packed());
    first.runs.await();
    Thread test = Thread.currentThread();
    CompletableFuture<DownloadStatus> other = new CompletableFuture<>();
    CountDownLatch otherCloses = new CountDownLatch(1);
    AtomicBoolean secondIsClosed = new AtomicBoolean();
    first.onCancel(() -> {
      first.over.countDown();
      slow.resume(ticket.id());
      Faulty.awaitOpen(second.runs);
      Thread.ofPlatform().daemon().start(() -> other.complete(slow.pause(ticket.id())));
      Faulty.awaitOpen(otherCloses);
    });
    second.onCancel(() -> {
      if (Thread.currentThread() == test) {
        secondIsClosed.set(true);
      } else {
        otherCloses.countDown();
        Faulty.awaitOpen(second.over);
      }
    });

    DownloadStatus paused = slow.pause(ticket.id());

    assertThat(paused.state()).isEqualTo(new DownloadState.Paused(1));
    assertThat(secondIsClosed).isTrue();
    second.over.countDown();
    assertThat(ApplicationDriver.await(other).state()).isEqualTo(new DownloadState.Paused(1));
    slow.cancel(ticket.id());
    slow.awaitQuiet();
  }

  /** An attempt that is cancelled, and is over when the test says so. */
  private static final class Leg {
    private final CountDownLatch runs = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final CompletableFuture<Runnable> closing = new CompletableFuture<>();

    Transfer.Fetched run(Cancellation cancellation) {
      try (var _ = cancellation.onCancel(() -> closing.join().run())) {
        runs.countDown();
        Faulty.awaitOpen(over);
        return new Transfer.Fetched.Cancelled();
      }
    }

    void onCancel(Runnable task) {
      closing.complete(task);
    }
  }

  @Test
  void keepTheirDestinationAndTheirRoomInTheQueue() throws InterruptedException {
    ApplicationDriver small = new ApplicationDriver.Setup().running(1).queued(0).start();
    FakeTransfer.Hold hold = small.transfer.hold(Requests.URL, ZIP, 0);
    Ticket ticket = small.start(Requests.request().keepingArchive());
    hold.awaitReached();

    small.pause(ticket.id());
    small.awaitQuiet();

    assertThat(
            ApplicationDriver.refused(
                small.call(ApplicationDriver.command("b", Requests.request().into("/b").build()))))
        .isInstanceOf(Refusal.QueueFull.class);
    assertThat(small.workspace.claim(Requests.request().keepingArchive().build()))
        .isInstanceOf(Claimed.Refused.class);
    small.begin();
    small.start(Requests.request().into("/b"));
  }

  @Test
  void gainAnAttemptWhenTheSourceStartsOverUnderThePause() throws InterruptedException {
    CountDownLatch attempting = new CountDownLatch(1);
    CountDownLatch paused = new CountDownLatch(1);
    CompletableFuture<Transfer.Listener> listening = new CompletableFuture<>();
    ApplicationDriver slow =
        new ApplicationDriver.Setup()
            .ports(ports ->
                Faulty.transfer(
                    ports,
                    (source, file, listener) -> {
                      listening.complete(listener);
                      Fetch fetch = ports.transfer().prepare(source, file, listener);
                      return cancellation -> {
                        attempting.countDown();
                        Faulty.awaitOpen(paused);
                        return fetch.attempt(cancellation);
                      };
                    }))
            .start();
    slow.transfer.serve(Requests.URL, ZIP);
    Ticket ticket = slow.start(Requests.request());
    attempting.await();
    listening.join().received(70);

    slow.pause(ticket.id());
    listening.join().startedOver();
    DownloadStatus halted = slow.status(ticket.id());
    paused.countDown();
    slow.resume(ticket.id());

    assertThat(halted.state()).isEqualTo(new DownloadState.Paused(2));
    assertThat(halted.progress().receivedBytes()).isZero();
    DownloadStatus last = ApplicationDriver.await(ticket.ended());
    assertThat(last.state().attempt()).isEqualTo(2);
    assertThat(last.progress().receivedBytes()).isEqualTo(ZIP.length);
    slow.awaitQuiet();
  }

  @Test
  void gainAnAttemptWhenTheLastHadFailed() throws InterruptedException {
    ApplicationDriver retrying = new ApplicationDriver.Setup().retries(RetryPolicy.DEFAULT).start();
    retrying
        .transfer
        .failAfter(Requests.URL, ZIP, 40, new Failure.Stalled(30))
        .serve(Requests.URL, ZIP);
    Ticket ticket = retrying.start(Requests.request());
    retrying.events.awaitState(ticket.id(), DownloadState.Retrying.class::isInstance);

    assertThat(retrying.pause(ticket.id()).state()).isEqualTo(new DownloadState.Paused(2));
    retrying.awaitQuiet();
    assertThat(retrying.clock.pending()).as("nothing but a report waits").isLessThan(2);
    retrying.resume(ticket.id());
    // A report waits too, but not for so long.
    retrying.clock.awaitPendingFor(RetryPolicy.DEFAULT.first());
    assertThat(retrying.transfer.fetched()).as("not sooner for the pause").hasSize(1);
    retrying.clock.advance(RetryPolicy.DEFAULT.longest());

    assertThat(ApplicationDriver.outcome(ticket)).isInstanceOf(Outcome.Completed.class);
    retrying.awaitQuiet();
  }

  @ParameterizedTest
  @EnumSource(
      value = Phase.class,
      names = {"WAITING_FOR_ITS_TURN", "AT_THE_GATE"})
  void areNotHaltedWhenNothingIsLeftToHalt(Phase phase) throws InterruptedException {
    Held held = phase.reach();

    DownloadStatus status = held.driver().pause(held.ticket().id());

    assertThat(status.state().label()).isEqualTo("running");
    held.letGo().run();
    assertThat(ApplicationDriver.outcome(held.ticket())).isInstanceOf(Outcome.Completed.class);
    assertThat(held.driver().pause(held.ticket().id()).state().label()).isEqualTo("completed");
    assertThat(held.driver().resume(held.ticket().id()).state().label()).isEqualTo("completed");
    held.driver().awaitQuiet();
  }

  @ParameterizedTest
  @EnumSource(
      value = Phase.class,
      mode = Mode.EXCLUDE,
      names = {"WAITING_FOR_ITS_TURN", "AT_THE_GATE", "FLOWING"})
  void completeFromWhereverTheyWereHalted(Phase phase) throws InterruptedException {
    Held held = phase.reach();

    assertThat(held.driver().pause(held.ticket().id()).state().label()).isEqualTo("paused");
    held.letGo().run();
    held.driver().resume(held.ticket().id());

    assertThat(ApplicationDriver.outcome(held.ticket())).isInstanceOf(Outcome.Completed.class);
    held.driver().awaitQuiet();
    assertThat(held.driver().workspace.stagingFolders()).isZero();
    assertThat(held.driver().workspace.heldClaims()).isZero();
  }

  @Test
  void doNotFailForWhatFailsAsTheyArePaused() throws Exception {
    try (Race race = new Race()) {
      for (int round = 0; round < 300; round++) {
        CountDownLatch held = new CountDownLatch(1);
        ApplicationDriver failing =
            new ApplicationDriver.Setup()
                .retries(RetryPolicy.DEFAULT)
                .ports(ports ->
                    Faulty.attempts(
                        ports,
                        (_, _) -> {
                          Faulty.awaitOpen(held);
                          return new Transfer.Fetched.Failed(new Failure.Stalled(30));
                        }))
                .start();
        DownloadId id = failing.start("one", Requests.request()).id();
        failing.events.awaitState(id, DownloadState.Running.class::isInstance);

        race.between(
            () -> {
              held.countDown();
              return true;
            },
            () -> failing.pause(id));

        failing.awaitQuiet();
        assertThat(failing.status(id).state()).isInstanceOf(DownloadState.Paused.class);
        assertThat(failing.faults).isEmpty();
        failing.begin();
      }
    }
  }

  @Test
  void areUnknownByAnUnknownId() {
    assertThat(driver.application().pauseDownload().pause(new DownloadId("no"))).isEmpty();
    assertThat(driver.application().resumeDownload().resume(new DownloadId("no"))).isEmpty();
  }

  @Test
  void endOnceWhateverComesAtTheSameMoment() throws Exception {
    Random random = new Random(20_261_122);
    try (Race race = new Race()) {
      for (int round = 0; round < 300; round++) {
        ApplicationDriver each = new ApplicationDriver.Setup().running(2).start();
        each.transfer.serve(Requests.URL, ZIP);
        DownloadId id = each.start("one", Requests.request()).id();
        boolean ended = random.nextBoolean();

        race.between(
            () -> {
              each.pause(id);
              return each.resume(id);
            },
            () -> {
              each.pause(id);
              if (ended) {
                each.begin();
              }
              return each.resume(id);
            });

        assertThat(each.application().awaitDownload().await(id).orElseThrow().ended())
            .succeedsWithin(Duration.ofSeconds(60));
        each.awaitQuiet();
        assertThat(each.workspace.stagingFolders()).isZero();
        assertThat(each.workspace.heldClaims()).isZero();
        assertThat(each.faults).isEmpty();
        assertThat(each.workspace.files().size())
            .isEqualTo(
                ApplicationDriver.outcome(each.status(id)) instanceof Outcome.Completed ? 2 : 0);
      }
    }
  }
}
