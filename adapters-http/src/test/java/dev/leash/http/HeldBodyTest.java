package dev.leash.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.port.ArrivingFile.Read;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.http.testing.RecordedExchange;
import dev.leash.http.testing.Step;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A body that is kept back while its reader judges the archive by its end. */
final class HeldBodyTest extends Ahead {
  private static final int LARGE = 64 << 20;

  /** What the machine takes off a server's hands though nobody reads it. */
  private static final long IN_BUFFERS = 8 << 20;

  @BeforeEach
  void nothingHoldsTheServer() {
    go.countDown();
  }

  /** Has a reader that waits for the first byte from before the answer came. */
  private CompletableFuture<Fetched> startWithAReader(String url) throws Exception {
    CompletableFuture<Read> first = waitingAt(0);
    CompletableFuture<Fetched> running = rig.start(url);
    assertThat(first.get()).isEqualTo(new Read.Bytes(1));
    return running;
  }

  private CompletableFuture<Fetched> startWithAReader(Step... side) throws Exception {
    server.on("/mod.zip", Step.resource(CONTENT, "\"v1\"")).on("/mod.zip", side);
    return startWithAReader(server.url("/mod.zip"));
  }

  private CompletableFuture<Fetched> startServedWithAReader() throws Exception {
    return startWithAReader(Step.resource(CONTENT, "\"v1\""));
  }

  @Test
  void costsLittleWhenTheReaderRefusesIt() throws Exception {
    server.on("/big.zip", Step.head(200, TAG, "Content-Length: " + LARGE), Step.zeros(LARGE));
    server.on(
        "/big.zip",
        Step.head(206, TAG, Step.range(LARGE - END, LARGE - 1, LARGE), "Content-Length: " + END),
        Step.zeros(END));
    CompletableFuture<Fetched> running = startWithAReader(server.url("/big.zip"));

    rig.file.want(1, LARGE - END, END);
    read(LARGE - END, END);
    rig.cancellation.cancel();

    assertThat(running.get()).isEqualTo(new Fetched.Cancelled());
    RecordedExchange body = server.awaitExchange(0);
    body.awaitClosed();
    assertThat(body.connection().sent()).isLessThan(IN_BUFFERS);
    assertThat(rig.heard.received()).isLessThanOrEqualTo(SideRequests.FIRST_BYTES);
    assertNothingRuns();
  }

  @Test
  void comesAtOnceWhenTheReaderNeedsIt() throws Exception {
    CompletableFuture<Fetched> running = startServedWithAReader();
    wantEnd();
    readEnd();
    assertThat(rig.heard.received()).isLessThanOrEqualTo(SideRequests.FIRST_BYTES);

    byte[] middle = read(2 << 20, 1);

    assertThat(middle).containsExactly(CONTENT[2 << 20]);
    assertWhole(running.get());
    assertThat(rig.clock.pending()).as("but for the idle connections").isEqualTo(1);
  }

  @Test
  void comesWhenTheReaderWaitsForTheWhole() throws Exception {
    CompletableFuture<Fetched> running = startServedWithAReader();
    wantEnd();
    readEnd();

    assertThat(rig.file.awaitWhole(1, new Cancellation())).isEqualTo(new Read.End(LENGTH));

    assertWhole(running.get());
  }

  @Test
  void doesNotWaitForAReaderThatWantsNothing() throws Exception {
    CompletableFuture<Fetched> running = startServedWithAReader();

    byte[] all = read(0, LENGTH);

    assertThat(Arrays.equals(all, CONTENT)).isTrue();
    assertWhole(running.get());
    assertThat(server.exchanges()).hasSize(1);
  }

  @Test
  void doesNotWaitForAReaderThatWantsWhatComesSoonAnyway() throws Exception {
    CompletableFuture<Fetched> running = startServedWithAReader();

    rig.file.want(1, 100_000, 100);

    assertWhole(running.get());
    assertThat(server.exchanges()).hasSize(1);
  }

  @Test
  void doesNotWaitLongForAReaderThatSaysNothing() throws Exception {
    CompletableFuture<Fetched> running = startServedWithAReader();

    rig.clock.awaitPendingFor(Hold.REACTION);
    assertThat(running).isNotDone();
    assertThat(rig.heard.received()).isLessThanOrEqualTo(SideRequests.FIRST_BYTES);
    rig.clock.advance(Hold.REACTION);

    assertWhole(running.get());
  }

  @Test
  void doesNotWaitLongerForAJudgementThanThatMayTake() throws Exception {
    CompletableFuture<Fetched> running = startServedWithAReader();
    wantEnd();
    readEnd();
    awaitIdleThreads();
    assertThat(running).isNotDone();

    rig.clock.advance(Hold.JUDGEMENT);

    assertWhole(running.get());
  }

  /** The side's request is over, and nothing follows it. */
  private void awaitIdleThreads() throws InterruptedException {
    rig.heard.awaitConnections(3);
    while (((ThreadPoolExecutor) rig.threads).getActiveCount() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void waitsForAnEndThatNeverComesForASecond() throws Exception {
    CompletableFuture<Fetched> running = startWithAReader(Step.stall());
    wantEnd();
    CompletableFuture<Read> end = waitingAt(LENGTH - 1);
    server.awaitExchange(1);
    rig.clock.advance(Hold.LONGEST.minusMillis(1));
    assertThat(running).isNotDone();
    assertThat(rig.heard.received()).isLessThanOrEqualTo(SideRequests.FIRST_BYTES);

    rig.clock.advance(Duration.ofMillis(1));

    assertThat(end.get()).isEqualTo(new Read.Bytes(1));
    assertWhole(running.get());
    server.awaitExchange(1).awaitClosed();
  }

  @Test
  void comesForAnotherReaderWhileTheEndIsAskedFor() throws Exception {
    CompletableFuture<Fetched> running = startWithAReader(Step.stall());
    wantEnd();
    server.awaitExchange(1);

    read(2 << 20, 1);

    assertWhole(running.get());
    server.awaitExchange(1).awaitClosed();
  }

  @Test
  void comesForAReaderThatWaitedBeforeTheOtherWanted() throws Exception {
    CompletableFuture<Read> other = waitingAt(2 << 20);
    CompletableFuture<Fetched> running = startWithAReader(Step.stall());

    wantEnd();

    assertThat(other.get()).isEqualTo(new Read.Bytes(1));
    assertWhole(running.get());
  }

  @Test
  void comesAtOnceWhenTheEndIsRefused() throws Exception {
    CountDownLatch refuse = new CountDownLatch(1);
    CompletableFuture<Fetched> running =
        startWithAReader(Step.await(refuse), Step.head(416, "Content-Length: 0"));
    wantEnd();
    CompletableFuture<Read> end = waitingAt(LENGTH - 1);

    refuse.countDown();

    assertThat(end.get()).isEqualTo(new Read.Bytes(1));
    assertWhole(running.get());
  }

  @Nested
  class WhoseServer {
    /** Less than a body is held. */
    private final Rig hasty = new Rig(Settings.withStallTimeout(Duration.ofMillis(500)));

    @Test
    void isNotWaitedForMeanwhile() throws Exception {
      server.on("/mod.zip", Step.resource(CONTENT, "\"v1\"")).on("/mod.zip", Step.stall());
      CompletableFuture<Read> first =
          waiting(() -> hasty.file.read(1, 0, ByteBuffer.allocate(1), new Cancellation()));
      CompletableFuture<Fetched> running = hasty.start(server.url("/mod.zip"));
      first.get();
      hasty.file.want(1, LENGTH - END, END);
      server.awaitExchange(1);

      hasty.clock.advance(Duration.ofMillis(999));
      assertThat(server.connections().getFirst().isClosed()).isFalse();
      hasty.clock.advance(Duration.ofMillis(1));

      assertThat(running.get()).isInstanceOf(Fetched.Whole.class);
    }
  }

  @Nested
  class AndItsCancellation {
    private void assertEndsAtOnce(CompletableFuture<Fetched> running) throws Exception {
      rig.cancellation.cancel();

      assertThat(running.get()).isEqualTo(new Fetched.Cancelled());
      assertThat(rig.clock.pending()).isZero();
      assertNothingRuns();
    }

    @Test
    void closesBothWhileTheEndIsWaitedFor() throws Exception {
      CompletableFuture<Fetched> running = startWithAReader(Step.stall());
      wantEnd();
      server.awaitExchange(1);

      assertEndsAtOnce(running);
    }

    @Test
    void closesBothAmidTheHeadOfTheEnd() throws Exception {
      CountDownLatch sent = new CountDownLatch(1);
      CompletableFuture<Fetched> running =
          startWithAReader(
              Step.text("HTTP/1.1 206 Partial\r\nContent-Le"), Step.reached(sent), Step.stall());
      wantEnd();
      sent.await();

      assertEndsAtOnce(running);
    }

    @Test
    void closesBothWhileTheEndDrips() throws Exception {
      CompletableFuture<Fetched> running =
          startWithAReader(
              Step.head(206, TAG, range(LENGTH - END), "Content-Length: " + END),
              Step.drip(CONTENT, 100, new Semaphore(1)));
      wantEnd();
      read(LENGTH - END, 100);

      assertEndsAtOnce(running);
    }

    @Test
    void closesBothWhileTheReaderJudges() throws Exception {
      CompletableFuture<Fetched> running = startServedWithAReader();
      wantEnd();
      readEnd();
      rig.heard.awaitConnections(3);

      rig.cancellation.cancel();

      assertThat(running.get()).isEqualTo(new Fetched.Cancelled());
      server.awaitExchange(0).awaitClosed();
      assertThat(rig.heard.connections()).containsExactly(1, 2, 1, 0);
      assertNothingRuns();
    }

    @Test
    void closesItBeforeTheReaderSaysWhatItWants() throws Exception {
      CompletableFuture<Fetched> running = startServedWithAReader();
      rig.clock.awaitPendingFor(Hold.REACTION);

      assertEndsAtOnce(running);
    }

    @Test
    void leavesNothingToAWishThatComesLate() throws Exception {
      CompletableFuture<Fetched> running = startServedWithAReader();
      assertEndsAtOnce(running);

      wantEnd();

      assertThat(server.exchanges()).hasSize(1);
    }
  }
}
