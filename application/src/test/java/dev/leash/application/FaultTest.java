package dev.leash.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leash.application.StartDownload.Ticket;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.FileList;
import dev.leash.domain.download.Outcome;
import dev.leash.domain.download.RetryPolicy;
import dev.leash.domain.port.DownloadEvents;
import dev.leash.domain.port.SessionEvents;
import dev.leash.domain.port.Staging.Published;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a download, and of the others, when something does what it must never do. */
@Timeout(120)
class FaultTest {
  private static void nothing() {}

  private static void noRetry(Duration delay) {
    if (delay.compareTo(RetryPolicy.DEFAULT.first()) >= 0) {
      throw new IllegalStateException("scripted");
    }
  }

  /** Throws once: what comes after must work again. */
  private static final class Once implements Runnable {
    private final AtomicBoolean thrown = new AtomicBoolean();
    private final Throwable what;

    Once(Throwable what) {
      this.what = what;
    }

    @Override
    public void run() {
      if (!thrown.getAndSet(true)) {
        switch (what) {
          case RuntimeException e -> throw e;
          case Error e -> throw e;
          default -> throw new AssertionError(what);
        }
      }
    }
  }

  static Stream<Arguments> portsThatThrow() {
    return Stream.of(new IllegalStateException("scripted"), new StackOverflowError("scripted"))
        .flatMap(what ->
            Stream.of(
                named("opening the staging", what, throwing(1, what)),
                named("preparing the transfer", what, throwingPrepare(what)),
                named("making the tree", what, throwing(2, what)),
                named("publishing", what, throwing(3, what)),
                named("discarding", what, throwing(4, what)),
                named("transferring", what, throwingTransfer(what)),
                named("extracting", what, throwingArchive(what))));
  }

  private static Arguments named(String step, Throwable what, UnaryOperator<Ports> change) {
    return Arguments.of(step + ": " + what.getClass().getSimpleName(), change, step);
  }

  private static UnaryOperator<Ports> throwing(int step, Throwable what) {
    Once once = new Once(what);
    return ports ->
        Faulty.steps(
            ports,
            new Faulty.Steps(
                step == 1 ? once : FaultTest::nothing,
                step == 2 ? once : FaultTest::nothing,
                step == 3 ? once : FaultTest::nothing,
                step == 4 ? once : FaultTest::nothing));
  }

  private static UnaryOperator<Ports> throwingPrepare(Throwable what) {
    Once once = new Once(what);
    return ports ->
        Faulty.transfer(
            ports,
            (source, file, listener) -> {
              once.run();
              return ports.transfer().prepare(source, file, listener);
            });
  }

  private static UnaryOperator<Ports> throwingTransfer(Throwable what) {
    Once once = new Once(what);
    return ports ->
        Faulty.attempts(
            ports,
            (fetch, cancellation) -> {
              once.run();
              return fetch.attempt(cancellation);
            });
  }

  private static UnaryOperator<Ports> throwingArchive(Throwable what) {
    Once once = new Once(what);
    return ports ->
        Faulty.archive(
            ports,
            (file, generation, tree, options, listener, cancellation) -> {
              once.run();
              return ports
                  .archive()
                  .extract(file, generation, tree, options, listener, cancellation);
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("portsThatThrow")
  void aPortThatThrowsFailsItsDownloadAloneAndIsReportedOnce(
      String name, UnaryOperator<Ports> change, String step) throws InterruptedException {
    ApplicationDriver driver = new ApplicationDriver.Setup().running(1).ports(change).start();
    driver.transfer.serve(Requests.URL, Zips.ONE_FILE);

    Ticket struck = driver.start(Requests.request());
    Ticket next = driver.start(Requests.request());

    if (step.equals("discarding")) {
      assertThat(ApplicationDriver.outcome(struck)).isInstanceOf(Outcome.Completed.class);
    } else {
      assertInternal(struck);
    }
    assertThat(ApplicationDriver.outcome(next)).isInstanceOf(Outcome.Completed.class);
    driver.awaitQuiet();
    assertThat(driver.faults).as(name).hasSize(1);
    assertThat(driver.transfer.openConnections()).isZero();
    assertThat(driver.workspace.heldClaims()).isZero();
    assertThat(driver.begin().fence()).isCompleted();
  }

  private static Executor refusingWhile(BooleanSupplier refuses, Executor threads) {
    return task -> {
      if (refuses.getAsBoolean()) {
        throw new RejectedExecutionException("scripted");
      }
      threads.execute(task);
    };
  }

  @Test
  void anExecutorThatRefusesFailsEachDownloadOfTheQueueAndLaterOnesRun()
      throws InterruptedException {
    AtomicBoolean refusing = new AtomicBoolean();
    ApplicationDriver driver =
        new ApplicationDriver.Setup()
            .running(1)
            .executor(threads -> refusingWhile(refusing::get, threads))
            .start();
    var hold = driver.transfer.hold(Requests.URL, Zips.ONE_FILE, 0);
    Ticket running = driver.start(Requests.request());
    hold.awaitReached();
    Ticket second = driver.start(Requests.request());
    Ticket third = driver.start(Requests.request());

    refusing.set(true);
    hold.release();

    assertThat(ApplicationDriver.outcome(running)).isInstanceOf(Outcome.Completed.class);
    assertInternal(second);
    assertInternal(third);
    assertThat(driver.faults).hasSize(2);
    refusing.set(false);
    assertThat(ApplicationDriver.outcome(driver.start(Requests.request())))
        .isInstanceOf(Outcome.Completed.class);
    driver.awaitQuiet();
    assertThat(driver.workspace.heldClaims()).isZero();
  }

  @Test
  void anExecutorThatRefusesWhileOthersRunKeepsTheRestOfTheQueueWaiting()
      throws InterruptedException {
    AtomicBoolean refusing = new AtomicBoolean();
    ApplicationDriver driver =
        new ApplicationDriver.Setup()
            .running(2)
            .executor(threads -> refusingWhile(refusing::get, threads))
            .start();
    String other = "https://example.org/other.zip";
    var first = driver.transfer.hold(Requests.URL, Zips.ONE_FILE, 0);
    var second = driver.transfer.hold(other, Zips.ONE_FILE, 0);
    driver.start(Requests.request());
    driver.start(Requests.request().from(other));
    first.awaitReached();
    second.awaitReached();
    Ticket struck = driver.start(Requests.request());
    Ticket spared = driver.start(Requests.request());

    refusing.set(true);
    first.release();
    assertInternal(struck);
    refusing.set(false);
    second.release();

    assertThat(ApplicationDriver.outcome(spared)).isInstanceOf(Outcome.Completed.class);
    driver.awaitQuiet();
    assertThat(driver.faults).hasSize(1);
  }

  @Test
  void anExecutorThatRefusesTheExtractionFailsItsDownload() throws InterruptedException {
    AtomicInteger tasks = new AtomicInteger();
    ApplicationDriver driver =
        new ApplicationDriver.Setup()
            .executor(threads -> refusingWhile(() -> tasks.incrementAndGet() == 2, threads))
            .start();
    driver.transfer.serve(Requests.URL, Zips.ONE_FILE);

    assertInternal(driver.start(Requests.request()));

    driver.awaitQuiet();
    assertThat(driver.faults).hasSize(1);
    assertThat(driver.workspace.stagingFolders()).isZero();
  }

  @Test
  void aConnectionThatFailsToCloseDoesNotKeepTheOthersOfItsSession() throws InterruptedException {
    CountDownLatch hooked = new CountDownLatch(2);
    ApplicationDriver driver =
        new ApplicationDriver.Setup()
            .ports(ports ->
                Faulty.attempts(
                    ports,
                    (fetch, cancellation) -> {
                      var _ = cancellation.onCancel(new Once(new StackOverflowError("close")));
                      hooked.countDown();
                      return fetch.attempt(cancellation);
                    }))
            .start();
    driver.transfer.hold(Requests.URL, Zips.ONE_FILE, 0);
    Ticket one = driver.start(Requests.request());
    Ticket other = driver.start(Requests.request());
    hooked.await();

    var begun = driver.begin();

    assertThat(begun.cancelled()).containsExactly(one.id(), other.id());
    assertThat(one.ended()).isCompleted();
    assertThat(other.ended()).isCompleted();
    driver.awaitQuiet();
    assertThat(driver.faults).hasSize(2);
  }

  @Test
  void aFaultWhileTheArchiveWaitsDoesNotDiscardTheStagingUnderIt() throws InterruptedException {
    AtomicBoolean extracting = new AtomicBoolean();
    AtomicBoolean discardedUnderIt = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(1);
    ApplicationDriver driver =
        new ApplicationDriver.Setup()
            .ports(ports ->
                Faulty.steps(
                    Faulty.alarms(
                        Faulty.archive(
                            ports,
                            (file, generation, tree, options, listener, cancellation) -> {
                              extracting.set(true);
                              begun.countDown();
                              try {
                                return ports
                                    .archive()
                                    .extract(
                                        file, generation, tree, options, listener, cancellation);
                              } finally {
                                extracting.set(false);
                              }
                            }),
                        FaultTest::noRetry),
                    new Faulty.Steps(
                        FaultTest::nothing,
                        FaultTest::nothing,
                        FaultTest::nothing,
                        () -> discardedUnderIt.set(extracting.get()))))
            .retries(RetryPolicy.DEFAULT)
            .start();
    var hold = driver.transfer.hold(Requests.URL, Zips.ONE_FILE, 0);
    driver.transfer.failAfter(
        Requests.URL, Zips.ONE_FILE, 0, new Failure.ConnectFailed("example.org", "reset"));

    Ticket first = driver.start(Requests.request());
    hold.awaitReached();
    begun.await();
    driver.cancel(first.id());
    Ticket struck = driver.start(Requests.request());

    assertInternal(struck);
    driver.awaitQuiet();
    assertThat(discardedUnderIt).isFalse();
    assertThat(driver.faults).hasSize(1);
  }

  @Test
  void aPublicationThatGivesUpForNoReasonStillEndsItsDownload() throws InterruptedException {
    ApplicationDriver driver =
        new ApplicationDriver.Setup()
            .ports(ports -> Faulty.publishing(ports, (_, _) -> new Published.Refused()))
            .start();
    driver.transfer.serve(Requests.URL, Zips.ONE_FILE);

    assertInternal(driver.start(Requests.request()));

    driver.awaitQuiet();
    assertThat(driver.workspace.heldClaims()).isZero();
  }

  @Test
  void aPublicationPastTheGateIsNotTakenForOne() throws InterruptedException {
    ApplicationDriver driver =
        new ApplicationDriver.Setup()
            .ports(ports ->
                Faulty.publishing(
                    ports, (_, _) -> new Published.Done(Requests.FOLDER, FileList.EMPTY)))
            .start();
    driver.transfer.serve(Requests.URL, Zips.ONE_FILE);

    assertInternal(driver.start(Requests.request()));

    driver.awaitQuiet();
  }

  @Nested
  class AListenerThatThrows {
    @Test
    void doesNotHarmADownload() throws InterruptedException {
      ApplicationDriver driver =
          new ApplicationDriver.Setup()
              .ports(ports -> Faulty.downloadEvents(ports, new Throwing()))
              .start();
      driver.transfer.serve(Requests.URL, Zips.ONE_FILE);

      Ticket ticket = driver.start(Requests.request());

      assertThat(ApplicationDriver.outcome(ticket)).isInstanceOf(Outcome.Completed.class);
      driver.awaitQuiet();
      assertThat(driver.begin().fence()).as("nobody is left in the gate").isCompleted();
      assertThat(driver.workspace.heldClaims()).isZero();
      assertThat(driver.faults).isNotEmpty();
    }

    @Test
    void doesNotKeepASessionFromEnding() throws InterruptedException {
      ApplicationDriver driver =
          new ApplicationDriver.Setup()
              .ports(ports ->
                  Faulty.sessionEvents(
                      Faulty.downloadEvents(ports, new Throwing()), new Throwing()))
              .start();
      var hold = driver.transfer.hold(Requests.URL, Zips.ONE_FILE, 0);
      Ticket ticket = driver.start(Requests.request());
      hold.awaitReached();

      var begun = driver.begin();

      assertThat(begun.cancelled()).containsExactly(ticket.id());
      assertThat(ticket.ended()).isCompleted();
      driver.awaitQuiet();
      assertThat(driver.transfer.openConnections()).isZero();
    }
  }

  @Test
  void aCallerThatThrowsOnItsTicketLeavesNoDownloadBehind() throws InterruptedException {
    ApplicationDriver driver = new ApplicationDriver.Setup().running(1).queued(0).start();
    var call = ApplicationDriver.command("struck", Requests.request().build());
    driver.transfer.serve(Requests.URL, Zips.ONE_FILE);

    assertThatThrownBy(() ->
            driver
                .application()
                .startDownload()
                .start(call, _ -> new Once(new IllegalStateException("ticket")).run()))
        .hasMessage("ticket");

    Ticket again = ApplicationDriver.accepted(driver.call(call));
    assertInternal(again);
    assertThat(ApplicationDriver.outcome(driver.start(Requests.request())))
        .as("its place in the queue is free")
        .isInstanceOf(Outcome.Completed.class);
    driver.awaitQuiet();
    assertThat(driver.workspace.heldClaims()).isZero();
  }

  private static void assertInternal(Ticket ticket) {
    assertThat(ApplicationDriver.outcome(ticket))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.Internal.class));
  }

  /** Throws at every event. */
  private static final class Throwing implements DownloadEvents, SessionEvents {
    @Override
    public void accepted(DownloadStatus status) {
      throw new IllegalStateException("accepted");
    }

    @Override
    public void changed(DownloadStatus status) {
      throw new IllegalStateException("changed");
    }

    @Override
    public void progressed(DownloadStatus status) {
      throw new IllegalStateException("progressed");
    }

    @Override
    public void finished(DownloadStatus status) {
      throw new IllegalStateException("finished");
    }

    @Override
    public void begun(Scope scope, SessionId current) {
      throw new IllegalStateException("begun");
    }

    @Override
    public void changed(Change change) {
      throw new IllegalStateException("session changed");
    }

    @Override
    public void held(Scope scope, SessionId ended, Duration since) {
      throw new IllegalStateException("held");
    }
  }
}
