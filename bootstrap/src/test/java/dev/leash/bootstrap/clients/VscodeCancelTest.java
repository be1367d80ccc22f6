package dev.leash.bootstrap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The CancellationToken of vscode-jsonrpc: it sends {@code $/cancelRequest}. */
final class VscodeCancelTest extends VscodeClients {
  @Test
  void cancelsARunningDownload() throws Exception {
    stall();

    assertThat(scenario("cancels")).containsExactly("-32800 CANCELLED_BY_REQUEST", "pong");
    assertNothingIsLeft();
  }

  @Test
  void cancelsADownloadRightBehindItsCall() throws Exception {
    stall();

    assertThat(scenario("cancelsBeforeItIsSent")).containsExactly("-32800 CANCELLED_BY_REQUEST");
  }

  @Test
  void runsTheExample() throws Exception {
    stall();

    try (Program page = page()) {
      page.await("^running [1-9]");
      page.enter();

      assertThat(page.awaitExit()).isZero();
      assertThat(page.lines().getLast()).startsWith("CANCELLED_BY_REQUEST ");
    }
    assertNothingIsLeft();
  }
}
