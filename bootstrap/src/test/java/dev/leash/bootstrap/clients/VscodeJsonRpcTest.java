package dev.leash.bootstrap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * vscode-jsonrpc speaks Content-Length headers, has many calls open at once, and batches nothing.
 */
final class VscodeJsonRpcTest extends VscodeClients {
  @Test
  void downloadsAndHearsOfIt() throws Exception {
    serve();

    assertThat(scenario("downloads"))
        .singleElement()
        .asString()
        .startsWith("1 files progress:queued progress:running")
        .endsWith("progress:publishing finished:completed");
  }

  @Test
  void endsTheCallWhenTheSessionChanges() throws Exception {
    stall();

    assertThat(scenario("changesTheSession"))
        .containsExactly(
            "-32001 CANCELLED_SESSION_CHANGE superseded 1",
            "-32001 CANCELLED_SESSION_CHANGE superseded",
            "session_changed true");
    assertNothingIsLeft();
  }

  @Test
  void hasManyCallsAnsweredWhileOneIsHeld() throws Exception {
    stall();

    assertThat(scenario("asksManyThingsAtOnce"))
        .containsExactly("200 answers", "-32001 CANCELLED_SESSION_CHANGE superseded");
    assertNothingIsLeft();
  }

  @Test
  void downloadsSeveralAtOnce() throws Exception {
    serve();

    assertThat(scenario("loadsFiveAtOnce")).containsExactly("5 folders");
  }

  @Test
  void getsErrorsOfTheCallAsErrors() throws Exception {
    assertThat(scenario("isRefused"))
        .containsExactly("-32601 METHOD_NOT_FOUND", "-32602 INVALID_PARAMS", "pong", "0");
  }

  @Test
  void runsTheExample() throws Exception {
    serve();

    try (Program page = page()) {
      assertThat(page.awaitExit()).isZero();
      assertThat(page.lines().getLast()).startsWith("1 files in ");
    }
  }
}
