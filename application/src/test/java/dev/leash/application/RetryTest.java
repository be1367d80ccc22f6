package dev.leash.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.application.StartDownload.Ticket;
import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.Outcome;
import dev.leash.domain.download.Progress;
import dev.leash.domain.download.RetryPolicy;
import dev.leash.domain.port.Transfer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attempts that fail, and those that follow. */
@Timeout(120)
class RetryTest {
  private static final RetryPolicy POLICY =
      new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(1), 0);
  private static final Failure RESET = new Failure.TransferIncomplete(20, OptionalLong.empty());
  private static final Failure REFUSED = new Failure.ConnectFailed("example.org", "refused");
  private static final byte[] ZIP = Zips.zip("a.txt", "hello", "b.txt", "x".repeat(3_000));

  private final ApplicationDriver driver = new ApplicationDriver.Setup().retries(POLICY).start();

  private DownloadStatus awaitRetryAfter(Ticket ticket, int attempt) throws InterruptedException {
    DownloadStatus waiting =
        driver.events.awaitState(
            ticket.id(),
            state -> state instanceof DownloadState.Retrying && state.attempt() == attempt);
    // The alarm is set right after the word of it; a report of progress is due sooner.
    driver.clock.awaitPendingFor(POLICY.first());
    return waiting;
  }

  private List<DownloadStatus> heardOf(Ticket ticket) {
    return driver.events.heardOf(ticket.id()).stream()
        .map(heard -> heard.ofDownload().orElseThrow())
        .toList();
  }

  @Test
  void goesOnFromWhatHasArrived() throws InterruptedException {
    driver.transfer.failAfter(Requests.URL, ZIP, 40, RESET).serve(Requests.URL, ZIP);

    Ticket ticket = driver.start(Requests.request());
    DownloadStatus waiting = awaitRetryAfter(ticket, 1);
    driver.clock.advance(Duration.ofSeconds(1));
    DownloadStatus last = ApplicationDriver.await(ticket.ended());

    assertThat(waiting.state()).isEqualTo(new DownloadState.Retrying(1, RESET, POLICY.first()));
    assertThat(waiting.state().label()).isEqualTo("running");
    assertThat(waiting.progress().connections()).isZero();
    assertThat(waiting.progress().receivedBytes()).isEqualTo(40);
    assertThat(ApplicationDriver.outcome(last)).isInstanceOf(Outcome.Completed.class);
    assertThat(last.state().attempt()).isEqualTo(2);
    assertThat(last.progress().receivedBytes()).isEqualTo(ZIP.length);
    assertThat(heardOf(ticket))
        .extracting(status -> status.progress().receivedBytes())
        .as("nothing is lost")
        .isSorted();
    assertThat(driver.workspace.stagings().getLast().trees()).hasSize(1);
    driver.awaitQuiet();
  }

  /** Story 1002189 of the simulator: a zip's entries are whole before its directory is there. */
  @Test
  void publishesTheNewVersionWhereTheOldOneWasUnzippedBeforeItsLastByte()
      throws InterruptedException {
    byte[] newer = Zips.zip("a.txt", "newer");
    byte[] older = Zips.zip("a.txt", "older", "b.txt", "gone");
    driver.transfer.failAfter(Requests.URL, older, older.length, RESET).serve(Requests.URL, newer);
    Ticket ticket = driver.start(Requests.request());
    awaitRetryAfter(ticket, 1);
    driver.threads.awaitEnd(1, Duration.ofSeconds(30));

    driver.clock.advance(Duration.ofSeconds(1));
    DownloadStatus last = ApplicationDriver.await(ticket.ended());

    assertThat(ApplicationDriver.outcome(last)).isInstanceOf(Outcome.Completed.class);
    assertThat(driver.workspace.files()).containsExactly(Requests.FOLDER.resolve("a.txt"));
    assertThat(driver.workspace.content(Requests.FOLDER.resolve("a.txt")).orElseThrow())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("newer");
    driver.awaitQuiet();
  }

  @Test
  void comesNotBeforeItsTime() throws InterruptedException {
    driver.transfer.fail(Requests.URL, REFUSED).serve(Requests.URL, ZIP);
    Ticket ticket = driver.start(Requests.request());
    awaitRetryAfter(ticket, 1);

    driver.clock.advance(POLICY.first().minusNanos(1));
    assertThat(driver.transfer.fetched()).hasSize(1);
    driver.clock.advance(Duration.ofNanos(1));

    assertThat(ApplicationDriver.outcome(ticket)).isInstanceOf(Outcome.Completed.class);
    driver.awaitQuiet();
  }

  @Test
  void endsWhenSixHaveFailedInARow() throws InterruptedException {
    driver.transfer.fail(Requests.URL, REFUSED);

    Ticket ticket = driver.start(Requests.request());
    for (int attempt = 1; attempt <= 5; attempt++) {
      awaitRetryAfter(ticket, attempt);
      driver.clock.advance(Duration.ofSeconds(1L << (attempt - 1)));
    }
    DownloadStatus last = ApplicationDriver.await(ticket.ended());

    assertThat(ApplicationDriver.outcome(last)).isEqualTo(new Outcome.Failed(REFUSED));
    assertThat(last.state().attempt()).isEqualTo(6);
    assertThat(driver.transfer.fetched()).hasSize(6);
    driver.awaitQuiet();
  }

  @Test
  void countsAnewAfterEachByteMore() throws InterruptedException {
    byte[] archive = new byte[1_000];
    for (int arrived = 1; arrived <= 8; arrived++) {
      driver.transfer.failAfter(Requests.URL, archive, arrived, RESET);
    }
    driver.transfer.serve(Requests.URL, archive);

    Ticket ticket = driver.start(Requests.request().packed());
    for (int attempt = 1; attempt <= 8; attempt++) {
      DownloadStatus waiting = awaitRetryAfter(ticket, attempt);
      assertThat(((DownloadState.Retrying) waiting.state()).delay()).isEqualTo(POLICY.first());
      driver.clock.advance(POLICY.first());
    }

    assertThat(ApplicationDriver.outcome(ticket)).isInstanceOf(Outcome.Completed.class);
    driver.awaitQuiet();
  }

  @Test
  void doesNotComeForWhatWillBeTheSame() throws InterruptedException {
    Failure missing = new Failure.HttpStatus(404, OptionalLong.empty());
    driver.transfer.fail(Requests.URL, missing);

    Ticket ticket = driver.start(Requests.request());

    assertThat(ApplicationDriver.outcome(ticket)).isEqualTo(new Outcome.Failed(missing));
    assertThat(driver.transfer.fetched()).hasSize(1);
    driver.awaitQuiet();
  }

  @Test
  void waitsAsLongAsTheServerAsks() throws InterruptedException {
    driver
        .transfer
        .fail(Requests.URL, new Failure.HttpStatus(429, OptionalLong.of(45)))
        .serve(Requests.URL, ZIP);
    Ticket ticket = driver.start(Requests.request());

    DownloadStatus waiting = awaitRetryAfter(ticket, 1);

    assertThat(((DownloadState.Retrying) waiting.state()).delay()).hasSeconds(45);
    driver.clock.advance(Duration.ofSeconds(45));
    assertThat(ApplicationDriver.outcome(ticket)).isInstanceOf(Outcome.Completed.class);
    driver.awaitQuiet();
  }

  @Test
  void beginsAgainInAFreshTreeWhenTheSourceHasChanged() throws InterruptedException {
    byte[] other = Zips.zip("other.txt", "another");
    driver.transfer.failAfter(Requests.URL, ZIP, ZIP.length - 30, RESET).serve(Requests.URL, other);

    Ticket ticket = driver.start(Requests.request());
    awaitRetryAfter(ticket, 1);
    driver.clock.advance(POLICY.first());
    DownloadStatus last = ApplicationDriver.await(ticket.ended());

    assertThat(ApplicationDriver.outcome(last)).isInstanceOf(Outcome.Completed.class);
    assertThat(driver.workspace.files()).containsExactly(Path.of("/games/mods/other.txt"));
    assertThat(last.state().attempt()).isEqualTo(2);
    assertThat(last.progress().receivedBytes()).isEqualTo(other.length);
    assertThat(last.progress().extractedFiles()).isEqualTo(1);
    assertCountsFallWithAnAttemptAlone(ticket);
    driver.awaitQuiet();
  }

  @Test
  void endsWhenNothingWasLeftToAskAServerFor() throws InterruptedException {
    ApplicationDriver mute =
        new ApplicationDriver.Setup()
            .retries(POLICY)
            .ports(ports ->
                Faulty.transfer(
                    ports,
                    (source, file, listener) ->
                        ports.transfer().prepare(source, file, new Unannounced(listener))))
            .start();
    mute.transfer.failAfter(Requests.URL, ZIP, ZIP.length, RESET).serve(Requests.URL, ZIP);
    Ticket ticket = mute.start(Requests.request());
    mute.events.awaitState(ticket.id(), DownloadState.Retrying.class::isInstance);
    mute.clock.awaitPendingFor(POLICY.first());

    mute.clock.advance(POLICY.first());

    DownloadStatus last = ApplicationDriver.await(ticket.ended());
    assertThat(ApplicationDriver.outcome(last)).isInstanceOf(Outcome.Completed.class);
    assertThat(last.state().attempt()).isEqualTo(2);
    mute.awaitQuiet();
  }

  private record Unannounced(Transfer.Listener listener) implements Transfer.Listener {
    @Override
    public void announced(OptionalLong totalBytes) {}

    @Override
    public void received(long bytes) {
      listener.received(bytes);
    }

    @Override
    public void startedOver() {
      listener.startedOver();
    }

    @Override
    public void connected(int connections) {
      listener.connected(connections);
    }
  }

  @Test
  void isNotWaitedForWhenTheArchiveIsRefused() throws InterruptedException {
    Failure unsafe = new Failure.OfArchive(new ArchiveProblem.Unsupported("a picture"));
    var extracting = driver.archive.hold();
    driver.transfer.failAfter(Requests.URL, ZIP, 60, RESET).serve(Requests.URL, ZIP);
    driver.archive.failWith(unsafe);
    Ticket ticket = driver.start(Requests.request());
    extracting.awaitReached();
    awaitRetryAfter(ticket, 1);

    extracting.release();

    assertThat(ApplicationDriver.outcome(ticket)).isEqualTo(new Outcome.Failed(unsafe));
    driver.awaitQuiet();
    driver.clock.advance(ApplicationDriver.INTERVAL);
    assertThat(driver.clock.pending()).isZero();
  }

  private void assertCountsFallWithAnAttemptAlone(Ticket ticket) {
    List<DownloadStatus> all = heardOf(ticket);
    for (int i = 1; i < all.size(); i++) {
      Progress before = all.get(i - 1).progress();
      Progress after = all.get(i).progress();
      if (all.get(i - 1).state().attempt() == all.get(i).state().attempt()) {
        assertThat(after.receivedBytes()).isGreaterThanOrEqualTo(before.receivedBytes());
        assertThat(after.extractedFiles()).isGreaterThanOrEqualTo(before.extractedFiles());
        assertThat(after.extractedBytes()).isGreaterThanOrEqualTo(before.extractedBytes());
      }
    }
  }
}
