package dev.leash.bootstrap.ipc;

import static dev.leash.bootstrap.ipc.JsonRpcTest.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.http.testing.Step;
import org.junit.jupiter.api.Test;

/** A client that says no more and still listens, as a socket lets it. */
final class HalfClosedTest extends AgainstADaemon {
  @Test
  void hearsTheEndOfItsOwnCalls() throws Exception {
    daemon.origin().on("/mod.zip", Step.stall());
    TestClient page = daemon.client();
    page.result("begin_session", "{}");
    String call = page.sendCall("download_and_unzip", daemon.params("/mod.zip", "mod"));
    daemon.origin().awaitExchange(0);

    page.shutdownOutput();

    assertError(page.answer(call), -32001, "CANCELLED_SESSION_CHANGE");
    page.awaitEnd();
    assertThat(page.notifications("download_finished")).hasSize(1);
    assertThat(page.notifications("session_changed")).hasSize(1);
  }
}
