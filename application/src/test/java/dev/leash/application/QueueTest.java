package dev.leash.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.application.StartDownload.Ticket;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.Outcome;
import dev.leash.domain.port.FakeTransfer;
import dev.leash.domain.port.SessionEvents;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Who runs, who waits, and who is next. */
class QueueTest {
  private static final String BLOCKER = "https://example.org/blocker.zip";

  private final ApplicationDriver driver = new ApplicationDriver.Setup().running(1).start();

  private FakeTransfer.Hold block() throws InterruptedException {
    FakeTransfer.Hold hold = driver.transfer.hold(BLOCKER, Zips.ONE_FILE, 0);
    driver.startIn(new Scope("blocker"), Requests.request().from(BLOCKER));
    hold.awaitReached();
    return hold;
  }

  private Ticket queued(String name, int priority) {
    String url = "https://example.org/" + name;
    driver.transfer.serve(url, Zips.ONE_FILE);
    Ticket ticket = driver.start(Requests.request().from(url).priority(priority));
    assertThat(driver.status(ticket.id()).state()).isEqualTo(new DownloadState.Queued(1));
    return ticket;
  }

  private List<String> fetchedAfterTheBlocker() {
    return driver.transfer.fetched().stream()
        .skip(1)
        .map(source -> source.url().toString().substring("https://example.org/".length()))
        .toList();
  }

  @Test
  void letsHigherPrioritiesGoFirstThenThoseThatCameFirst() throws InterruptedException {
    FakeTransfer.Hold hold = block();
    List<Ticket> waiting =
        List.of(
            queued("low", Integer.MIN_VALUE),
            queued("first", 0),
            queued("high", Integer.MAX_VALUE),
            queued("second", 0),
            queued("raised", 1),
            queued("third", 0));

    hold.release();
    waiting.forEach(ApplicationDriver::outcome);
    driver.awaitQuiet();

    assertThat(fetchedAfterTheBlocker())
        .containsExactly("high", "raised", "first", "second", "third", "low");
  }

  @Test
  void forgetsThoseThatAreCancelledWhileTheyWait() throws InterruptedException {
    FakeTransfer.Hold hold = block();
    Ticket cancelled = queued("cancelled", 5);
    Ticket next = queued("next", 0);

    driver.cancel(cancelled.id());
    hold.release();
    ApplicationDriver.outcome(next);
    driver.awaitQuiet();

    assertThat(fetchedAfterTheBlocker()).containsExactly("next");
  }

  @Test
  void givesThePlaceOnAfterEveryKindOfEnd() throws InterruptedException {
    FakeTransfer.Hold hold = block();
    driver.transfer.fail("https://example.org/failing", new Failure.TooManyRedirects(10));
    Ticket failing = driver.start(Requests.request().from("https://example.org/failing"));
    Ticket completing = queued("completing", 0);
    FakeTransfer.Hold held = driver.transfer.hold("https://example.org/held", new byte[9], 0);
    Ticket running = driver.start(Requests.request().from("https://example.org/held"));
    Ticket last = queued("last", 0);

    hold.release();
    held.awaitReached();
    driver.cancel(running.id());

    List.of(failing, completing, running, last).forEach(ApplicationDriver::outcome);
    assertThat(driver.status(last.id()).state().label()).isEqualTo("completed");
    driver.awaitQuiet();
  }

  @Test
  void neverRunsMoreThanItMay() throws InterruptedException {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ApplicationDriver three =
        new ApplicationDriver.Setup()
            .running(3)
            .ports(ports ->
                Faulty.attempts(
                    ports,
                    (fetch, cancellation) -> {
                      most.accumulateAndGet(running.incrementAndGet(), Math::max);
                      Thread.onSpinWait();
                      try {
                        return fetch.attempt(cancellation);
                      } finally {
                        running.decrementAndGet();
                      }
                    }))
            .start();
    three.transfer.serve(Requests.URL, Zips.ONE_FILE);

    List<Ticket> tickets = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      tickets.add(three.start(Requests.request()));
      if (i % 3 == 0) {
        three.cancel(tickets.get(i).id());
      }
    }
    tickets.forEach(ApplicationDriver::outcome);
    three.awaitQuiet();

    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void runsAsManyAtOnceAsItMay() throws InterruptedException {
    ApplicationDriver two = new ApplicationDriver.Setup().running(2).start();
    FakeTransfer.Hold one = two.transfer.hold("https://example.org/1", Zips.ONE_FILE, 0);
    FakeTransfer.Hold other = two.transfer.hold("https://example.org/2", Zips.ONE_FILE, 0);
    two.start(Requests.request().from("https://example.org/1"));
    two.start(Requests.request().from("https://example.org/2"));

    one.awaitReached();
    other.awaitReached();

    assertThat(two.transfer.openConnections()).isEqualTo(2);
    two.begin();
    two.awaitQuiet();
  }

  /** A place may become free after a session's end, before all its downloads have heard of it. */
  @Test
  void startsNoneWhoseSessionHasEnded() throws InterruptedException {
    AtomicReference<Runnable> afterTheEnd = new AtomicReference<>(() -> {});
    ApplicationDriver one =
        new ApplicationDriver.Setup()
            .running(1)
            .ports(ports -> Faulty.sessionEvents(ports, whenBegun(afterTheEnd)))
            .start();
    FakeTransfer.Hold hold = one.transfer.hold(BLOCKER, Zips.ONE_FILE, 0);
    one.startIn(new Scope("blocker"), Requests.request().from(BLOCKER));
    hold.awaitReached();
    Ticket ticket = one.start(Requests.request());
    afterTheEnd.set(() -> {
      hold.release();
      one.awaitThreads();
    });

    assertThat(one.begin().cancelled()).containsExactly(ticket.id());

    one.awaitQuiet();
    assertThat(one.transfer.fetched()).hasSize(1);
    assertThat(one.events.heardOf(ticket.id())).hasSize(2);
    assertThat(ApplicationDriver.outcome(ticket)).isInstanceOf(Outcome.Cancelled.class);
  }

  private static SessionEvents whenBegun(AtomicReference<Runnable> task) {
    return new SessionEvents() {
      @Override
      public void begun(Scope scope, SessionId current) {
        task.get().run();
      }

      @Override
      public void changed(Change change) {}

      @Override
      public void held(Scope scope, SessionId ended, Duration since) {}
    };
  }
}
