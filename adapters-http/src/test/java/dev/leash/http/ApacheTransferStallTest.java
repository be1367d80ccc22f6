package dev.leash.http;

import static dev.leash.http.Rig.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Transfer;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.http.testing.ScriptedServer;
import dev.leash.http.testing.ServedConnection;
import dev.leash.http.testing.Step;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

final class ApacheTransferStallTest extends AgainstAServer {
  private static final Duration LIMIT = HttpSettings.DEFAULT.stallTimeout();
  private static final Duration SHORT_OF_IT = LIMIT.minusSeconds(1);

  @Test
  void breaksOffWhenNoAnswerComes() throws Exception {
    CompletableFuture<Fetched> running = startFetching(Step.stall());
    server.awaitExchange(0);

    rig.clock.advance(HttpSettings.DEFAULT.responseTimeout());

    server.awaitExchange(0).awaitClosed();
    assertThat(running.get()).isEqualTo(failed(new Failure.Stalled(30)));
  }

  @Test
  void breaksOffWhenTheHeadIsDrippedWithoutEnd() throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    CompletableFuture<Fetched> running =
        startFetching(Step.text("HTTP/1.1 200 OK\r\nX: "), Step.reached(sent), Step.stall());
    sent.await();

    rig.clock.advance(HttpSettings.DEFAULT.responseTimeout());

    server.awaitExchange(0).awaitClosed();
    assertThat(running.get()).isEqualTo(failed(new Failure.Stalled(30)));
  }

  @Test
  void breaksOffWhenTheBodyGoesSilent() throws Exception {
    CompletableFuture<Fetched> running =
        startFetching(Step.head(200, "Content-Length: 10"), Step.text("abc"), Step.stall());
    rig.heard.awaitReceived(3);

    rig.clock.advance(LIMIT);

    server.awaitExchange(0).awaitClosed();
    assertThat(running.get()).isEqualTo(failed(new Failure.Stalled(30)));
    assertThat(rig.file.isFinished()).isFalse();
  }

  @Test
  void putsUpWithASlowDrip() throws Exception {
    Semaphore permits = new Semaphore(0);
    CompletableFuture<Fetched> running =
        startFetching(Step.head(200, "Content-Length: 5"), Step.drip(new byte[5], 1, permits));
    rig.heard.awaitAnnounced();

    for (int i = 1; i <= 5; i++) {
      rig.clock.advance(SHORT_OF_IT);
      permits.release();
      rig.heard.awaitReceived(i);
    }

    assertThat(running.get()).isInstanceOf(Fetched.Whole.class);
  }

  @Test
  void countsTheSilenceFromTheLastByte() throws Exception {
    Semaphore permits = new Semaphore(1);
    CompletableFuture<Fetched> running =
        startFetching(Step.head(200, "Content-Length: 5"), Step.drip(new byte[5], 1, permits));
    rig.heard.awaitReceived(1);
    rig.clock.advance(SHORT_OF_IT);
    permits.release();
    rig.heard.awaitReceived(2);

    rig.clock.advance(SHORT_OF_IT);
    assertThat(server.connections().getFirst().isClosed()).isFalse();
    rig.clock.advance(Duration.ofSeconds(1));

    assertThat(running.get()).isEqualTo(failed(new Failure.Stalled(30)));
  }

  @Test
  void doesNotCountTheTimeThatItIsHeldBack() throws Exception {
    HeldBack pace = new HeldBack();
    rig.heard.holdBackBy(pace);
    CompletableFuture<Fetched> running =
        startFetching(Step.head(200, "Content-Length: 5"), Step.text("abc"), Step.stall());
    pace.asked.await();
    for (int i = 0; i < 3; i++) {
      rig.clock.advance(LIMIT);
    }
    assertThat(server.connections().getFirst().isClosed()).isFalse();

    pace.leave.countDown();
    rig.heard.awaitReceived(3);
    rig.clock.advance(SHORT_OF_IT);
    assertThat(server.connections().getFirst().isClosed()).isFalse();
    rig.clock.advance(Duration.ofSeconds(1));

    assertThat(running.get()).isEqualTo(failed(new Failure.Stalled(30)));
  }

  /** Gives leave for all once it is let go. */
  private static final class HeldBack implements Transfer.Pace {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);

    @Override
    public int ready(int most) {
      return leave.getCount() == 0 ? most : 0;
    }

    @Override
    public int await(int most, Cancellation cancellation) {
      asked.countDown();
      try {
        leave.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return most;
    }

    @Override
    public void giveBack(int bytes) {}
  }

  @Test
  void leavesNoAlarmBehind() {
    server.on("/mod.zip", Step.head(404, "Content-Length: 0"));

    rig.fetch(server.url("/mod.zip"));

    assertThat(rig.clock.pending()).isZero();
  }

  @Test
  void failsToConnectWhenATlsHandshakeStalls() throws Exception {
    Rig hasty = new Rig(Settings.withConnectTimeout(Duration.ofMillis(50)));
    try (ScriptedServer mute = ScriptedServer.startMute()) {
      Fetched fetched = hasty.fetch(mute.url("/mod.zip"));

      assertThat(fetched)
          .isInstanceOfSatisfying(
              Fetched.Failed.class,
              failed -> assertThat(failed.failure()).isInstanceOf(Failure.ConnectFailed.class));
      ServedConnection connection = mute.awaitConnection(0);
      connection.awaitClosed();
    }
  }
}
