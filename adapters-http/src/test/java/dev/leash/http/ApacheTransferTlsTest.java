package dev.leash.http;

import static dev.leash.http.Rig.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.http.testing.ScriptedServer;
import dev.leash.http.testing.Step;
import dev.leash.http.testing.TestKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ApacheTransferTlsTest {
  @TempDir private static Path folder;
  private static TestKeys keys;

  private final Rig rig =
      new Rig(
          HttpSettings.DEFAULT,
          () -> new DefaultClientTlsStrategy(keys.client()),
          FixedNames.atOnce());
  private ScriptedServer server;

  @BeforeAll
  static void makeKeys() throws Exception {
    keys = TestKeys.generate(folder);
  }

  @BeforeEach
  void start() throws IOException {
    server = ScriptedServer.startTls(keys);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void fetchesOverTls() {
    byte[] content = new byte[1_000_000];
    server.serve("/mod.zip", content);

    assertThat(rig.fetch(server.url("/mod.zip"))).isInstanceOf(Fetched.Whole.class);
    assertThat(rig.file.content()).isEqualTo(content);
  }

  @Test
  void fetchesOverTlsByName() {
    server.serve("/mod.zip", new byte[3]);

    assertThat(rig.fetch(server.url("/mod.zip").replace("127.0.0.1", "localhost")))
        .isInstanceOf(Fetched.Whole.class);
  }

  @Test
  void doesNotTrustACertificateThatNobodyVouchesFor() {
    Rig wary = new Rig();

    assertThat(wary.fetch(server.url("/mod.zip")))
        .isInstanceOfSatisfying(
            Fetched.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.TlsFailed.class));
    assertThat(server.exchanges()).isEmpty();
  }

  @Test
  void doesNotTrustACertificateOfAnotherHost() {
    assertThat(rig.fetch(server.url("/mod.zip").replace("127.0.0.1", "other.test")))
        .isInstanceOfSatisfying(
            Fetched.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.TlsFailed.class));
    assertThat(server.exchanges()).isEmpty();
  }

  @Test
  void failsWhereAServerSpeaksNoTls() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Fetched> running =
          rig.start("https://127.0.0.1:" + plain.getLocalPort() + "/");
      try (Socket accepted = plain.accept()) {
        accepted
            .getOutputStream()
            .write("HTTP/1.1 400 Speak TLS\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(running.get())
            .isInstanceOfSatisfying(
                Fetched.Failed.class,
                failed -> assertThat(failed.failure()).isInstanceOf(Failure.TlsFailed.class));
      }
    }
  }

  @Test
  void failsToConnectWhereAServerLeavesTheHandshake() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Fetched> running =
          rig.start("https://127.0.0.1:" + plain.getLocalPort() + "/");
      plain.accept().close();

      assertThat(running.get())
          .isInstanceOfSatisfying(
              Fetched.Failed.class,
              failed -> assertThat(failed.failure()).isInstanceOf(Failure.ConnectFailed.class));
    }
  }

  @Test
  void isIncompleteWhenTheConnectionEndsTooSoon() {
    server.on("/mod.zip", Step.head(200, "Content-Length: 10"), Step.text("abc"), Step.close());

    assertThat(rig.fetch(server.url("/mod.zip")))
        .isEqualTo(failed(new Failure.TransferIncomplete(3, OptionalLong.of(10))));
  }

  @Test
  void doesNotFollowToPlainHttp() throws Exception {
    try (ScriptedServer plain = ScriptedServer.start()) {
      server.on("/mod.zip", Step.redirect(302, plain.url("/there")));

      assertThat(rig.fetch(server.url("/mod.zip")))
          .isEqualTo(failed(new Failure.RedirectNotAllowed("a redirect led from https to http")));
      assertThat(plain.connections()).isEmpty();
    }
  }

  @Test
  void closesAFlowingBodyWhenItIsCancelled() throws Exception {
    server.on("/mod.zip", Step.head(200), Step.flow());
    CompletableFuture<Fetched> running = rig.start(server.url("/mod.zip"));
    rig.heard.awaitReceived(1);

    rig.cancellation.cancel();

    server.awaitExchange(0).awaitClosed();
    assertThat(running.get()).isEqualTo(new Fetched.Cancelled());
  }

  @Test
  void closesAStalledBodyWhenItIsCancelled() throws Exception {
    server.on("/mod.zip", Step.head(200, "Content-Length: 10"), Step.text("abc"), Step.stall());
    CompletableFuture<Fetched> running = rig.start(server.url("/mod.zip"));
    rig.heard.awaitReceived(3);

    rig.cancellation.cancel();

    server.awaitExchange(0).awaitClosed();
    assertThat(running.get()).isEqualTo(new Fetched.Cancelled());
  }
}
