package dev.leash.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.bootstrap.client.LeashClient;
import dev.leash.bootstrap.client.RpcException;
import dev.leash.http.testing.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a file sets reaches where it is used: one of each group, in the running daemon. */
final class ConfigProcessTest extends AgainstAnOrigin {
  @BeforeEach
  void offer() throws Exception {
    origin.serve("/mod.zip", Base.zip(100));
    origin.on("/mute.zip", Step.stall());
  }

  @Test
  void boundsWhatAnArchiveExpandsTo() throws Exception {
    assertThat(reason("\"total-expanded\": \"0.05 kB\"", "/mod.zip"))
        .isEqualTo("ARCHIVE_LIMIT_EXCEEDED");
  }

  @Test
  void boundsTheArchive() throws Exception {
    assertThat(reason("\"archive-bytes\": 50", "/mod.zip")).isEqualTo("TOO_LARGE");
  }

  @Test
  void boundsTheWaitForAServerAndItsRetries() throws Exception {
    assertThat(reason("\"first-byte-timeout\": \"100 ms\", \"retries\": 0", "/mute.zip"))
        .isEqualTo("STALLED");
  }

  @Test
  void keepsSoMuchOfTheDiskFree() throws Exception {
    assertThat(reason("\"free-space\": \"1000 TiB\", \"free-space-percent\": 100", "/mod.zip"))
        .isEqualTo("DISK_FULL");
  }

  @Test
  void boundsAMessage() throws Exception {
    try (LeashProcess leash = serve("\"frame-size\": \"4 KiB\"")) {
      leash.awaitReady();
      try (LeashClient client = leash.connect(base.socket())) {
        var unknown = LeashClient.params().put("x", "x".repeat(5_000));
        var answer = client.send("ping", unknown);

        assertThat(answer)
            .as("the message is refused, and the connection closed")
            .failsWithin(java.time.Duration.ofSeconds(30));
      }
    }
  }

  @Test
  void givesWayToTheCommandLine() throws Exception {
    Path other = base.path().resolve("t");
    try (LeashProcess leash =
        serve("\"stdio\": true, \"max-concurrent\": 7", "--socket", other.toString())) {
      assertThat(leash.awaitReady().path("socket").asString()).isEqualTo(other.toString());
    }
  }

  @Test
  void hasItsPathsFromItsOwnFolder() throws Exception {
    try (LeashProcess leash = serve("")) {
      assertThat(leash.awaitReady().path("socket").asString()).isEqualTo(base.socket().toString());
    }
  }

  private String reason(String settings, String path) throws Exception {
    try (LeashProcess leash = serve(settings)) {
      leash.awaitReady();
      try (LeashClient client = leash.connect(base.socket())) {
        client.call("download_and_unzip", base.params(origin.url(path)));
        return "completed";
      } catch (RpcException e) {
        return e.reason();
      }
    }
  }

  private LeashProcess serve(String settings, String... more) throws Exception {
    Path file = base.path().resolve("leash.json");
    String socket = settings.contains("stdio") ? "" : ", \"socket\": \"s\"";
    Files.writeString(
        file,
        "{\"state-dir\": \"state\", \"allow-root\": [\"root\"]%s%s}"
            .formatted(socket, settings.isEmpty() ? "" : ", " + settings));
    String[] arguments = new String[more.length + 3];
    arguments[0] = "serve";
    arguments[1] = "--config";
    arguments[2] = file.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return LeashProcess.start(base.path(), arguments);
  }
}
