package dev.leash.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.application.StartDownload.Ticket;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.download.Progress;
import dev.leash.domain.port.RecordingEvents.Heard;
import dev.leash.domain.port.Transfer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What is told of a download while it lives, and when. */
class ProgressTest {
  private final CompletableFuture<Transfer.Listener> listening = new CompletableFuture<>();
  private final ApplicationDriver driver =
      new ApplicationDriver.Setup()
          .ports(ports ->
              Faulty.transfer(
                  ports,
                  (source, file, listener) -> {
                    listening.complete(listener);
                    return ports.transfer().prepare(source, file, listener);
                  }))
          .start();

  /** A download whose transfer waits, with nothing left to be told. */
  private Ticket waiting() throws InterruptedException {
    var hold = driver.transfer.hold(Requests.URL, Zips.ONE_FILE, 0);
    Ticket ticket = driver.start(Requests.request());
    hold.awaitReached();
    driver.clock.advance(ApplicationDriver.INTERVAL);
    return ticket;
  }

  private List<Progress> told(Ticket ticket) {
    return driver.events.heardOf(ticket.id()).stream()
        .filter(Heard.Progressed.class::isInstance)
        .map(heard -> heard.ofDownload().orElseThrow().progress())
        .toList();
  }

  @Test
  void goesFromAcceptedThroughItsStatesToOneEnd() throws InterruptedException {
    driver.transfer.serve(Requests.URL, Zips.ONE_FILE);

    Ticket ticket = driver.start(Requests.request());
    DownloadStatus last = ApplicationDriver.await(ticket.ended());

    assertThat(driver.events.heardOf(ticket.id()))
        .extracting(heard -> heard.ofDownload().orElseThrow().state().label())
        .containsExactly("queued", "running", "publishing", "completed");
    assertThat(driver.events.heardOf(ticket.id()).getFirst()).isInstanceOf(Heard.Accepted.class);
    assertThat(driver.events.heardOf(ticket.id()).getLast()).isEqualTo(new Heard.Finished(last));
    driver.awaitQuiet();
  }

  @Test
  void isToldBeforeWhoeverWaitsForTheEnd() throws InterruptedException {
    driver.transfer.serve(Requests.URL, Zips.ONE_FILE);
    List<Boolean> finishedBefore = new CopyOnWriteArrayList<>();
    driver
        .application()
        .startDownload()
        .start(
            ApplicationDriver.command("one", Requests.request().build()),
            ticket -> {
              assertThat(driver.events.heardOf(ticket.id())).isEmpty();
              var _ =
                  ticket
                      .ended()
                      .thenRun(() ->
                          finishedBefore.add(
                              driver.events.heardOf(ticket.id()).getLast()
                                  instanceof Heard.Finished));
            });

    ApplicationDriver.outcome(driver.start("one", Requests.request()));

    driver.awaitQuiet();
    assertThat(finishedBefore).containsExactly(true);
  }

  @Test
  void comesOnceAnIntervalWithTheNewestCounts() throws InterruptedException {
    Ticket ticket = waiting();
    int before = told(ticket).size();
    Transfer.Listener listener = listening.join();

    for (int i = 0; i < 50; i++) {
      listener.received(10);
    }
    driver.clock.advance(ApplicationDriver.INTERVAL.minusNanos(1));
    assertThat(told(ticket)).hasSize(before);
    listener.received(7);
    driver.clock.advance(Duration.ofNanos(1));

    assertThat(told(ticket)).hasSize(before + 1);
    assertThat(told(ticket).getLast().receivedBytes()).isEqualTo(507);
    driver.clock.advance(ApplicationDriver.INTERVAL.multipliedBy(10));
    assertThat(told(ticket)).as("nothing new, nothing told").hasSize(before + 1);
    driver.begin();
    driver.awaitQuiet();
  }

  @Test
  void isNeverTwoWithinAnInterval() throws InterruptedException {
    Ticket ticket = waiting();
    int before = told(ticket).size();

    for (int i = 0; i < 100; i++) {
      listening.join().received(1);
      driver.clock.advance(Duration.ofMillis(10));
    }

    assertThat(told(ticket)).hasSize(before + 10);
    driver.begin();
    driver.awaitQuiet();
  }

  @Test
  void hasItsLastCountsInTheEnd() throws InterruptedException {
    byte[] zip = Zips.zip("a", "hello", "b", "world!");
    driver.transfer.serve(Requests.URL, zip);

    Ticket ticket = driver.start(Requests.request());
    Progress last = ApplicationDriver.await(ticket.ended()).progress();

    assertThat(last)
        .isEqualTo(
            new Progress(
                zip.length, OptionalLong.of(zip.length), 2, OptionalLong.empty(), 11, 0, 0));
    driver.awaitQuiet();
  }

  @Test
  void isOverWithTheEndWhateverTheDataSideStillCounts() throws InterruptedException {
    Ticket ticket = waiting();
    listening.join().received(10);
    driver.cancel(ticket.id());
    List<Heard> heard = driver.events.heardOf(ticket.id());
    DownloadStatus last = driver.status(ticket.id());

    listening.join().received(10);
    listening.join().connected(3);
    driver.clock.advance(ApplicationDriver.INTERVAL.multipliedBy(10));

    assertThat(driver.events.heardOf(ticket.id())).isEqualTo(heard);
    assertThat(driver.status(ticket.id())).isEqualTo(last).isEqualTo(ticket.ended().join());
    assertThat(last.state()).isInstanceOf(DownloadState.Ended.class);
    assertThat(driver.clock.pending()).isZero();
    driver.awaitQuiet();
  }

  @Test
  void neverCountsBackwards() throws InterruptedException {
    var hold = driver.transfer.hold(Requests.URL, Zips.zip("a", "x".repeat(9_000)), 20);
    Ticket ticket = driver.start(Requests.request());
    hold.awaitReached();
    driver.clock.advance(ApplicationDriver.INTERVAL);
    hold.release();
    ApplicationDriver.outcome(ticket);
    driver.awaitQuiet();

    List<Progress> all =
        driver.events.heardOf(ticket.id()).stream()
            .map(heard -> heard.ofDownload().orElseThrow().progress())
            .toList();
    assertThat(all).extracting(Progress::receivedBytes).isSorted();
    assertThat(all).extracting(Progress::extractedBytes).isSorted();
    assertThat(all).extracting(Progress::extractedFiles).isSorted();
  }
}
