package dev.leash.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.bootstrap.client.LeashClient;
import dev.leash.bootstrap.lock.LockFile;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A daemon whose standard error is a full pipe that nobody reads: its app has it for the sake of
 * the messages alone. Whoever writes there waits for ever.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere a pipe's size is another")
final class FullErrorProcessTest extends InAFolder {
  @Test
  void exitsOnASignal() throws Exception {
    try (LeashProcess leash = serve("--socket", base.socket().toString())) {
      leash.awaitReady();
      beginASession(leash);

      leash.signal("TERM");

      assertGone(leash);
    }
  }

  @Test
  void exitsByTheMethod() throws Exception {
    try (LeashProcess leash = serve("--socket", base.socket().toString())) {
      leash.awaitReady();
      beginASession(leash);
      try (LeashClient client = leash.connect(base.socket())) {
        client.call("shutdown", LeashClient.params());
      }

      assertGone(leash);
    }
  }

  @Test
  void exitsAtTheEndOfInput() throws Exception {
    try (LeashProcess leash =
        serve("--socket", base.socket().toString(), "--exit-on-stdin-close")) {
      leash.awaitReady();
      beginASession(leash);

      leash.closeInput();

      assertGone(leash);
    }
  }

  @Test
  void servesStandardInputAndExitsAtItsEnd() throws Exception {
    try (LeashProcess leash = serve("--stdio")) {
      leash.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"begin_session\"}\n");
      leash.awaitOut(line -> line.contains("\"id\":1"));

      leash.closeInput();

      assertGone(leash);
    }
  }

  /** What it logs. */
  private void beginASession(LeashProcess leash) throws Exception {
    try (LeashClient client = leash.connect(base.socket())) {
      client.call("begin_session", LeashClient.params());
    }
  }

  private void assertGone(LeashProcess leash) throws Exception {
    assertThat(leash.awaitExit()).isEqualTo(0);
    assertThat(Files.exists(base.socket())).isFalse();
    assertThat(base.files()).isEmpty();
    // The log file has what standard error could not take.
    assertThat(base.path().resolve("state/logs/leash.log"))
        .content()
        .contains("Session changed, new session ID: 1");
    LockFile.take(base.path().resolve("state/lock"), "The state directory").close();
  }

  private LeashProcess serve(String... how) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(how));
    arguments.addFirst("serve");
    arguments.addAll(List.of("--state-dir", base.path().resolve("state").toString()));
    arguments.addAll(List.of("--allow-root", base.root().toString()));
    return LeashProcess.startWithFullError(base.path(), arguments.toArray(String[]::new));
  }
}
