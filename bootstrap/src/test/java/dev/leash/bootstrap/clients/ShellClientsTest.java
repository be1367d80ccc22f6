package dev.leash.bootstrap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.bootstrap.process.Base;
import dev.leash.bootstrap.process.LeashProcess;
import dev.leash.domain.testing.Needed;
import dev.leash.http.testing.RecordedExchange;
import dev.leash.http.testing.ScriptedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts around nc and socat. */
@Timeout(300)
final class ShellClientsTest {
  private static final String PATH = "/mod.zip";
  private static final byte[] ZIP = Zips.large();

  private Base base;
  private ScriptedServer origin;
  private LeashProcess daemon;

  @BeforeEach
  void startDaemon() throws Exception {
    base = Base.make();
    origin = ScriptedServer.start();
    daemon = LeashProcess.serve(base.path());
    var _ = daemon.awaitReady();
  }

  @AfterEach
  void stopDaemon() throws Exception {
    daemon.close();
    origin.close();
    base.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nc", "socat"})
  void downloads(String tool) throws Exception {
    origin.serve(PATH, ZIP);

    try (Program script = start(tool, base.root().resolve("mod"))) {
      assertThat(script.awaitExit()).as("%s", script.lines()).isZero();
      assertThat(script.lines())
          .startsWith("queued")
          .anyMatch(line -> line.contains("\"files\":1"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nc", "socat"})
  void tellsARefusal(String tool) throws Exception {
    try (Program script = start(tool, Path.of("/elsewhere"))) {
      assertThat(script.awaitExit()).as("%s", script.lines()).isOne();
      assertThat(script.lines())
          .singleElement()
          .asString()
          .contains("\"reason\":\"PATH_NOT_ALLOWED\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nc", "socat"})
  void leavesNothingWhenItIsKilled(String tool) throws Exception {
    origin.stall(PATH, ZIP, ZIP.length / 2);

    try (Program script = start(tool, base.root().resolve("mod"))) {
      RecordedExchange request = origin.awaitExchange(0);
      script.kill();

      // Its session is bound to the connection, which the tool closes then.
      request.awaitClosed();
    }
    assertThat(base.root().resolve("mod")).doesNotExist();
  }

  private Program start(String tool, Path savePath) throws IOException {
    Needed.command(tool);
    return Program.start(
        base.path(),
        Map.of(),
        List.of(
            Examples.file("shell/" + tool + ".sh").toString(),
            base.socket().toString(),
            origin.url(PATH),
            savePath.toString()));
  }
}
