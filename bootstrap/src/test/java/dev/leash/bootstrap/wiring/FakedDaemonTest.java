package dev.leash.bootstrap.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.bootstrap.Daemon;
import dev.leash.bootstrap.DaemonSettings;
import dev.leash.bootstrap.client.LeashClient;
import dev.leash.domain.port.FakeTransfer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The whole application behind its real socket, with fakes for the world. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FakedDaemonTest {
  private static final String URL = "http://nowhere.invalid/mod.zip";

  @TempDir Path temp;

  private final FakesModule fakes = new FakesModule();
  private Daemon daemon;
  private LeashClient client;

  @BeforeEach
  void start() throws Exception {
    daemon = Daemon.start(settings(), fakes);
    client = LeashClient.connect(daemon.socket(), _ -> {});
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    daemon.close();
  }

  private DaemonSettings settings() {
    return DaemonSettings.of(temp.resolve("s"), temp.resolve("state"), List.of(temp))
        .logging(Level.WARN);
  }

  private Path savePath() {
    return temp.resolve("mods");
  }

  private ObjectNode download(long session) {
    return LeashClient.params()
        .put("fileName", "mod.zip")
        .put("downloadUrl", URL)
        .put("savePath", savePath().toString())
        .put("sessionId", session);
  }

  private long begin() throws Exception {
    return client.call("begin_session", LeashClient.params()).path("sessionId").asLong();
  }

  private static byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a/b"));
      zip.write("content".getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void downloadsAndUnzipsWithoutNetworkOrDisk() throws Exception {
    fakes.transfer().serve(URL, zip());
    long session = begin();

    JsonNode result = client.call("download_and_unzip", download(session));

    assertThat(result.path("sessionId").asLong()).isEqualTo(session);
    assertThat(result.path("files").asLong()).isEqualTo(1);
    assertThat(fakes.workspace().content(savePath().resolve("a/b")).orElseThrow())
        .asString(UTF_8)
        .isEqualTo("content");
    assertThat(Files.exists(savePath())).isFalse();
  }

  @Test
  void cancelsWhatTheOldSessionHadGoingWhenANewOneBegins() throws Exception {
    FakeTransfer.Hold hold = fakes.transfer().hold(URL, zip(), 10);
    long old = begin();
    CompletableFuture<JsonNode> answer = client.send("download_and_unzip", download(old));
    hold.awaitReached();
    assertThat(answer).isNotDone();

    long next = begin();

    JsonNode error = answer.get().path("error");
    assertThat(error.path("message").asString())
        .isEqualTo("Download cancelled due to session change");
    assertThat(error.path("data").path("reason").asString()).isEqualTo("CANCELLED_SESSION_CHANGE");
    assertThat(error.path("data").path("currentSessionId").asLong()).isEqualTo(next);
    assertThat(next).isGreaterThan(old);
    awaitNothingLeft();
    assertThat(fakes.workspace().files()).isEmpty();
  }

  private void awaitNothingLeft() {
    while (fakes.transfer().openConnections() > 0
        || fakes.workspace().stagingFolders() > 0
        || fakes.workspace().heldClaims() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void recoversBeforeTheFirstCallAndClosesAtTheEnd() throws Exception {
    assertThat(fakes.workspace().isRecovered()).isTrue();
    assertThat(fakes.workspace().isClosed()).isFalse();

    client.close();
    daemon.close();

    assertThat(fakes.workspace().isClosed()).isTrue();
  }

  @Test
  void leavesNothingOfTheWorkspaceThatWasSwapped() throws Exception {
    fakes.transfer().serve(URL, zip());
    client.call("download_and_unzip", download(begin()));

    try (var state = Files.list(temp.resolve("state"))) {
      assertThat(state.map(path -> path.getFileName().toString())).doesNotContain("staging");
    }
  }
}
