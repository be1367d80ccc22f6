package dev.leash.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.http.testing.Step;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ApacheTransferReuseTest extends AgainstAServer {
  @BeforeEach
  void serve() {
    server.serve("/mod.zip", new byte[3]);
  }

  @Test
  void fetchesOneAfterAnotherOverOneConnection() {
    assertThat(rig.fetchAnew(server.url("/mod.zip"))).isInstanceOf(Fetched.Whole.class);
    assertThat(rig.fetchAnew(server.url("/mod.zip"))).isInstanceOf(Fetched.Whole.class);

    assertThat(server.connections()).hasSize(1);
  }

  @Test
  void closesAKeptConnectionAfterAWhile() throws Exception {
    rig.fetchAnew(server.url("/mod.zip"));

    rig.clock.advance(HttpSettings.DEFAULT.idleTimeout());

    server.awaitConnection(0).awaitClosed();
  }

  @Test
  void doesNotTouchAKeptConnectionByALateCancellation() {
    rig.fetch(server.url("/mod.zip"));

    rig.cancellation.cancel();

    assertThat(rig.fetchAnew(server.url("/mod.zip"))).isInstanceOf(Fetched.Whole.class);
    assertThat(server.connections()).hasSize(1);
  }

  @Test
  void triesAgainAtOnceWhenTheServerHadGivenUpTheKeptConnection() {
    server.on("/first", Step.head(200, "Content-Length: 0"));
    server.on("/second", Step.close()).serve("/second", new byte[3]);
    rig.fetchAnew(server.url("/first"));

    assertThat(rig.fetch(server.url("/second"))).isInstanceOf(Fetched.Whole.class);
    assertThat(server.connections()).hasSize(2);
  }

  @Test
  void triesAgainOnlyOnce() {
    server.on("/first", Step.head(200, "Content-Length: 0"));
    server.on("/second", Step.close());
    rig.fetchAnew(server.url("/first"));

    assertThat(rig.fetch(server.url("/second")))
        .isEqualTo(Rig.failed(new Failure.ConnectFailed("127.0.0.1", "closed before any answer")));
    assertThat(server.exchanges()).hasSize(3);
  }

  @Test
  void doesNotTakeBytesThatNobodyAskedForForAnAnswer() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch sent = new CountDownLatch(1);
    server.on(
        "/first",
        Step.head(200, "Content-Length: 3"),
        Step.text("abc"),
        Step.await(go),
        Step.head(200, "Content-Length: 4"),
        Step.text("evil"),
        Step.reached(sent));
    rig.fetchAnew(server.url("/first"));
    go.countDown();
    sent.await();

    assertThat(rig.fetch(server.url("/mod.zip"))).isInstanceOf(Fetched.Whole.class);
    assertThat(rig.file.content()).isEqualTo(new byte[3]);
    assertThat(server.connections()).hasSize(2);
  }
}
