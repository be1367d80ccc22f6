package dev.leash.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.http.testing.ScriptedServer;
import dev.leash.http.testing.ServedConnection;
import dev.leash.http.testing.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The clock stands still in all of these: no time-out helps to end a fetch. */
final class ApacheTransferCancelTest extends AgainstAServer {
  /** Long enough that only a cancellation can be what ended a fetch. */
  private static final HttpSettings PATIENT = Settings.withConnectTimeout(Duration.ofMinutes(10));

  ApacheTransferCancelTest() {
    super(PATIENT);
  }

  private void assertClosesAtOnce(CompletableFuture<Fetched> running, ServedConnection connection)
      throws Exception {
    rig.cancellation.cancel();

    connection.awaitClosed();
    assertThat(running.get()).isEqualTo(new Fetched.Cancelled());
  }

  @Test
  void closesAConnectionInItsTlsHandshake() throws Exception {
    try (ScriptedServer mute = ScriptedServer.startMute()) {
      CompletableFuture<Fetched> running = rig.start(mute.url("/mod.zip"));

      assertClosesAtOnce(running, mute.awaitConnection(0));
    }
  }

  @Test
  void closesAConnectionThatWaitsForItsAnswer() throws Exception {
    CompletableFuture<Fetched> running = startFetching(Step.stall());

    assertClosesAtOnce(running, server.awaitExchange(0).connection());
  }

  @Test
  void closesAConnectionAmidTheHeadOfItsAnswer() throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    CompletableFuture<Fetched> running =
        startFetching(Step.text("HTTP/1.1 200 OK\r\nContent-Le"), Step.reached(sent), Step.stall());
    sent.await();

    assertClosesAtOnce(running, server.awaitExchange(0).connection());
  }

  @Test
  void closesAConnectionWhoseBodyFlows() throws Exception {
    CompletableFuture<Fetched> running = startFetching(Step.head(200), Step.flow());
    rig.heard.awaitReceived(1);

    assertClosesAtOnce(running, server.awaitExchange(0).connection());
    assertThat(rig.heard.connections()).containsExactly(1, 0);
  }

  @Test
  void closesAConnectionWhoseBodyStalls() throws Exception {
    CompletableFuture<Fetched> running =
        startFetching(Step.head(200, "Content-Length: 10"), Step.text("01234"), Step.stall());
    rig.heard.awaitReceived(5);

    assertClosesAtOnce(running, server.awaitExchange(0).connection());
  }

  @Test
  void closesAConnectionWhoseBodyStallsBeforeItsFirstByte() throws Exception {
    CompletableFuture<Fetched> running =
        startFetching(Step.head(200, "Content-Length: 10"), Step.stall());
    rig.heard.awaitAnnounced();

    assertClosesAtOnce(running, server.awaitExchange(0).connection());
  }

  @Test
  void closesAConnectionAmidAChunk() throws Exception {
    CompletableFuture<Fetched> running =
        startFetching(
            Step.head(200, "Transfer-Encoding: chunked"), Step.text("a\r\n01234"), Step.stall());
    rig.heard.awaitReceived(5);

    assertClosesAtOnce(running, server.awaitExchange(0).connection());
  }

  @Test
  void closesAConnectionWhoseBodyDrips() throws Exception {
    Semaphore permits = new Semaphore(3);
    CompletableFuture<Fetched> running =
        startFetching(Step.head(200, "Content-Length: 10"), Step.drip(new byte[10], 1, permits));
    rig.heard.awaitReceived(3);

    assertClosesAtOnce(running, server.awaitExchange(0).connection());
  }

  @Test
  void closesTheConnectionThatARedirectLedTo() throws Exception {
    server.on("/there", Step.stall());
    CompletableFuture<Fetched> running = startFetching(Step.redirect(302, "/there"));

    assertClosesAtOnce(running, server.awaitExchange(1).connection());
  }

  /**
   * The library's abort, coming during a look-up, let the connection be made all the same, and then
   * lost it.
   */
  @Test
  void connectsNoMoreWhenItWasCancelledDuringTheLookUp() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    Rig slow =
        new Rig(
            PATIENT, DefaultClientTlsStrategy::createSystemDefault, new FixedNames(asked, answer));
    CompletableFuture<Fetched> running =
        slow.start(server.url("/mod.zip").replace("127.0.0.1", "localhost"));
    asked.await();

    slow.cancellation.cancel();
    answer.countDown();

    assertThat(running.get()).isEqualTo(new Fetched.Cancelled());
    assertThat(server.exchanges()).isEmpty();
    assertThat(server.connections()).isEmpty();
  }

  @RepeatedTest(20)
  void letsGoOfAHostThatDoesNotAcceptItsConnection() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> crowd = crowd(full);
      CountDownLatch asked = new CountDownLatch(1);
      Rig eager =
          new Rig(
              PATIENT,
              DefaultClientTlsStrategy::createSystemDefault,
              new FixedNames(asked, new CountDownLatch(0)));
      CompletableFuture<Fetched> running =
          eager.start("http://localhost:" + full.getLocalPort() + "/");
      asked.await();

      eager.cancellation.cancel();

      assertThat(running.get()).isEqualTo(new Fetched.Cancelled());
      for (Socket socket : crowd) {
        socket.close();
      }
    }
  }

  // Connects until the backlog is full, so that the next one gets no answer.
  private static List<Socket> crowd(ServerSocket full) throws IOException {
    List<Socket> crowd = new ArrayList<>();
    while (true) {
      Socket socket = new Socket();
      crowd.add(socket);
      try {
        socket.connect(full.getLocalSocketAddress(), 100);
      } catch (SocketTimeoutException _) {
        return crowd;
      }
    }
  }
}
