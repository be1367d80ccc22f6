package dev.leash.bootstrap.ipc;

import static dev.leash.bootstrap.ipc.JsonRpcTest.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.http.testing.Step;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Downloads that are halted, that fail on the way, and that go on. */
final class PauseAndRetryTest extends AgainstADaemon {
  private static final String ETAG = "\"v1\"";
  private static final byte[] ARCHIVE = archive();

  private static byte[] archive() {
    byte[] bytes = new byte[100_000];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  /** A whole answer, up to the first so many bytes of its body. */
  private static Step[] beginning(Step last) {
    return new Step[] {
      Step.head(200, "Content-Length: " + ARCHIVE.length, "ETag: " + ETAG),
      Step.bytes(part(0, 40_000)),
      last
    };
  }

  private static byte[] part(int from, int to) {
    return Arrays.copyOfRange(ARCHIVE, from, to);
  }

  private static Step[] rest(int from) {
    int left = ARCHIVE.length - from;
    return new Step[] {
      Step.head(
          206,
          "ETag: " + ETAG,
          "Content-Length: " + left,
          "Content-Range: bytes " + from + "-" + (ARCHIVE.length - 1) + "/" + ARCHIVE.length),
      Step.bytes(part(from, ARCHIVE.length))
    };
  }

  private ObjectNode params(String id) {
    return daemon.params("/a.bin", "mod").put("unpack", false).put("downloadId", id);
  }

  private static String id(String downloadId) {
    return "{\"downloadId\": \"" + downloadId + "\"}";
  }

  private void awaitReceived(String downloadId, long bytes) throws InterruptedException {
    client.notification(
        "download_progress",
        status ->
            status.path("downloadId").asString().equals(downloadId)
                && status.path("receivedBytes").asLong() >= bytes);
  }

  @Test
  void goesOnWhereItWasPaused() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    daemon.origin().on("/a.bin", beginning(Step.await(never)));
    daemon.origin().on("/a.bin", rest(40_000));
    String call = client.sendCall("download_and_unzip", params("one"));
    awaitReceived("one", 40_000);

    JsonNode paused = client.result("pause_download", id("one"));

    assertThat(paused.path("state").asString()).isEqualTo("paused");
    assertThat(paused.path("connections").asInt()).isZero();
    assertThat(paused.path("receivedBytes").asLong()).isEqualTo(40_000);
    daemon.origin().awaitConnection(0).awaitClosed();
    assertThat(client.result("pause_download", id("one"))).isEqualTo(paused);
    assertThat(client.result("get_download", id("one"))).isEqualTo(paused);

    assertThat(client.result("resume_download", id("one")).path("state").asString())
        .isIn("queued", "running", "publishing", "completed");

    assertThat(client.answer(call).at("/result/archiveBytes").asLong()).isEqualTo(ARCHIVE.length);
    assertThat(Files.readAllBytes(daemon.root().resolve("mod/mod.zip"))).isEqualTo(ARCHIVE);
    assertThat(daemon.origin().exchanges().getLast().header("Range"))
        .containsExactly("bytes=40000-");
    assertThat(daemon.origin().exchanges().getLast().header("If-Range")).containsExactly(ETAG);
    assertThat(states("one"))
        .containsSubsequence("running", "paused", "queued", "running", "publishing");
    never.countDown();
  }

  @Test
  void goesOnAfterAReset() throws Exception {
    daemon.origin().on("/a.bin", beginning(Step.reset()));
    daemon.origin().on("/a.bin", rest(40_000));

    JsonNode result = client.result("download_and_unzip", params("one"));

    assertThat(result.path("archiveBytes").asLong()).isEqualTo(ARCHIVE.length);
    assertThat(Files.readAllBytes(daemon.root().resolve("mod/mod.zip"))).isEqualTo(ARCHIVE);
    JsonNode status = client.result("get_download", id("one"));
    assertThat(status.path("attempt").asInt()).isEqualTo(2);
    assertThat(status.path("receivedBytes").asLong()).isEqualTo(ARCHIVE.length);
    assertThat(daemon.logAfterShutdown())
        .contains("Download one tries again in")
        .contains("after attempt 1")
        .doesNotContain(daemon.origin().url(""));
  }

  @Test
  void tellsTheLastFailureWhenNoAttemptIsLeft() throws Exception {
    daemon.origin().on("/a.bin", Step.head(503, "Content-Length: 0"));

    JsonNode answer = client.call("download_and_unzip", params("one"));

    assertError(answer, -32020, "HTTP_STATUS");
    assertThat(daemon.origin().exchanges()).hasSize(6);
    assertThat(client.result("get_download", id("one")).path("attempt").asInt()).isEqualTo(6);
  }

  @Test
  void isCancelledByANewSessionWhileItIsPaused() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    daemon.origin().on("/a.bin", beginning(Step.await(never)));
    String call = client.sendCall("download_and_unzip", params("one"));
    awaitReceived("one", 40_000);
    client.result("pause_download", id("one"));

    JsonNode begun = client.result("begin_session", "{}");

    assertThat(begun.at("/cancelledDownloads/0").asString()).isEqualTo("one");
    assertError(client.answer(call), -32001, "CANCELLED_SESSION_CHANGE");
    assertThat(client.result("resume_download", id("one")).path("state").asString())
        .isEqualTo("cancelled");
    never.countDown();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pause_download", "resume_download"})
  void isNotKnownByAnotherId(String method) throws Exception {
    assertError(client.call(method, id("none")), -32010, "UNKNOWN_DOWNLOAD");
    assertError(client.call(method, "{}"), -32602, "INVALID_PARAMS");
  }

  private List<String> states(String downloadId) {
    return client.notifications("download_progress").stream()
        .map(message -> message.path("params"))
        .filter(status -> status.path("downloadId").asString().equals(downloadId))
        .map(status -> status.path("state").asString())
        .toList();
  }
}
