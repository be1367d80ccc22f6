package dev.leash.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leash.application.Configure.Change;
import dev.leash.application.Configure.Limits;
import dev.leash.application.StartDownload.Ticket;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.Outcome;
import dev.leash.domain.port.FakeTransfer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limits that can be changed while downloads run. */
@Timeout(60)
class ConfigureTest {
  private static final Change KEEP = new Change.Keep();
  private static final Change LIFT = new Change.Lift();

  private final ApplicationDriver driver = new ApplicationDriver.Setup().running(2).start();

  private Limits configure(Change maxConcurrentDownloads, Change maxBytesPerSecond) {
    return driver.application().configure().configure(maxConcurrentDownloads, maxBytesPerSecond);
  }

  private static Change to(long value) {
    return new Change.To(value);
  }

  private static Limits limits(int maxConcurrentDownloads) {
    return new Limits(maxConcurrentDownloads, OptionalLong.empty());
  }

  @Test
  void answersWhatIsInForce() {
    assertThat(configure(KEEP, KEEP)).isEqualTo(limits(2));
    assertThat(configure(to(5), KEEP)).isEqualTo(limits(5));
    assertThat(configure(KEEP, to(1_000))).isEqualTo(new Limits(5, OptionalLong.of(1_000)));
    assertThat(configure(LIFT, KEEP)).isEqualTo(new Limits(2, OptionalLong.of(1_000)));
    assertThat(configure(to(1), LIFT)).isEqualTo(limits(1));
  }

  @Test
  void takesNoLimitBelowOne() {
    assertThatThrownBy(() -> to(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Nested
  class HowManyRun {
    private final List<FakeTransfer.Hold> holds = new ArrayList<>();
    private final List<Ticket> tickets = new ArrayList<>();

    private void start(int count) {
      for (int i = 0; i < count; i++) {
        String url = "https://example.org/" + tickets.size();
        holds.add(driver.transfer.hold(url, Zips.ONE_FILE, 0));
        tickets.add(driver.start(Requests.request().from(url).into("/games/" + tickets.size())));
      }
    }

    private List<String> states() {
      return tickets.stream().map(ticket -> driver.status(ticket.id()).state().label()).toList();
    }

    @Test
    void growsAtOnce() throws InterruptedException {
      start(4);
      holds.get(0).awaitReached();
      holds.get(1).awaitReached();

      configure(to(3), KEEP);

      holds.get(2).awaitReached();
      assertThat(states()).containsExactly("running", "running", "running", "queued");
      driver.begin();
      driver.awaitQuiet();
    }

    @Test
    void letsThoseThatRunGoOnWhenItFalls() throws InterruptedException {
      start(3);
      holds.get(0).awaitReached();
      holds.get(1).awaitReached();

      configure(to(1), KEEP);

      assertThat(states()).containsExactly("running", "running", "queued");
      holds.get(0).release();
      ApplicationDriver.outcome(tickets.get(0));
      // The other's transfer and extraction: what the first one's end entails has happened.
      driver.threads.awaitAlive(2);
      assertThat(states()).containsExactly("completed", "running", "queued");

      holds.get(1).release();
      holds.get(2).awaitReached();
      holds.get(2).release();
      assertThat(tickets)
          .extracting(ApplicationDriver::outcome)
          .allMatch(Outcome.Completed.class::isInstance);
      driver.awaitQuiet();
    }

    @Test
    void makesRoomForAsManyMore() {
      ApplicationDriver narrow = new ApplicationDriver.Setup().running(1).queued(0).start();
      FakeTransfer.Hold hold = narrow.transfer.hold(Requests.URL, Zips.ONE_FILE, 0);
      narrow.start(Requests.request());
      assertThat(
              ApplicationDriver.refused(
                  narrow.call(ApplicationDriver.command("b", Requests.request().build()))))
          .isInstanceOf(Refusal.QueueFull.class);

      narrow.application().configure().configure(to(2), KEEP);

      Ticket second = narrow.start("b", Requests.request());
      hold.release();
      assertThat(ApplicationDriver.outcome(second)).isInstanceOf(Outcome.Completed.class);
    }
  }

  @Nested
  class HowFastTheyAre {
    private static final int SIZE = 20_000;
    private static final Duration STEP = Duration.ofMillis(10);

    private Ticket start(String name) {
      return start(name, Requests.request());
    }

    private Ticket start(String name, Requests request) {
      String url = "https://example.org/" + name;
      driver.transfer.serve(url, new byte[SIZE]);
      return driver.start(request.from(url).into("/games/" + name).packed());
    }

    private long received(Ticket ticket) {
      return driver.status(ticket.id()).progress().receivedBytes();
    }

    private long received() {
      return driver.stats().receivedBytes();
    }

    /** Lets time pass, in which so many bytes come each step and never more. */
    private void advance(int steps, int bytesPerStep) {
      long before = received();
      for (int i = 1; i <= steps; i++) {
        driver.threads.awaitWaiting();
        driver.clock.advance(STEP);
        awaitReceived(before + (long) i * bytesPerStep);
      }
    }

    private void awaitReceived(long bytes) {
      while (received() < bytes) {
        Thread.onSpinWait();
      }
      assertThat(received()).isEqualTo(bytes);
    }

    @Test
    void isBoundedForAllTogetherAndSharedAlike() throws InterruptedException {
      configure(KEEP, to(10_000));
      Ticket one = start("one");
      Ticket other = start("other");

      advance(200, 100);

      assertThat(received(one)).isEqualTo(10_000);
      assertThat(received(other)).isEqualTo(10_000);
      driver.begin();
      driver.awaitQuiet();
    }

    @Test
    void isBoundedForOneThatAsksForIt() throws InterruptedException {
      Ticket limited = start("limited", Requests.request().maxBytesPerSecond(1_000));
      Ticket free = start("free");
      assertThat(ApplicationDriver.outcome(free)).isInstanceOf(Outcome.Completed.class);

      advance(50, 10);

      assertThat(received(limited)).isEqualTo(500);
      driver.begin();
      driver.awaitQuiet();
    }

    @Test
    void changesForThoseThatRun() {
      configure(KEEP, to(100));
      Ticket ticket = start("one");
      advance(10, 1);

      configure(KEEP, to(100_000));
      advance(10, 1_000);

      configure(KEEP, LIFT);
      assertThat(ApplicationDriver.outcome(ticket)).isInstanceOf(Outcome.Completed.class);
      assertThat(received(ticket)).isEqualTo(SIZE);
    }

    @Test
    void keepsNobodyWhoseSessionEnds() throws InterruptedException {
      configure(KEEP, to(1));
      Ticket ticket = start("one");
      driver.threads.awaitWaiting();

      var begun = driver.begin();

      assertThat(begun.cancelled()).containsExactly(ticket.id());
      assertThat(begun.fence()).isDone();
      driver.awaitQuiet();
    }

    @Test
    void keepsNobodyFromBeingPausedAndResumed() throws InterruptedException {
      configure(KEEP, to(1_000));
      Ticket ticket = start("one");
      advance(10, 10);

      driver.pause(ticket.id());

      assertThat(driver.status(ticket.id()).state()).isInstanceOf(DownloadState.Paused.class);
      driver.awaitQuiet();
      assertThat(driver.transfer.openConnections()).isZero();

      driver.resume(ticket.id());
      configure(KEEP, LIFT);
      assertThat(ApplicationDriver.outcome(ticket)).isInstanceOf(Outcome.Completed.class);
      assertThat(received()).isEqualTo(SIZE);
    }
  }
}
