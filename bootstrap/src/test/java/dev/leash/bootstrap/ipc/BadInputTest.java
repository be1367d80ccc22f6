package dev.leash.bootstrap.ipc;

import static dev.leash.bootstrap.ipc.JsonRpcTest.assertError;
import static dev.leash.bootstrap.ipc.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.http.testing.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What cannot be done is refused in words, leaves nothing, and stops nobody. */
final class BadInputTest extends AgainstADaemon {
  private static final byte[] ZIP = RunningDaemon.zip(Map.of("readme.txt", "hello"));

  @BeforeEach
  void serve() {
    daemon.origin().serve("/mod.zip", ZIP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mods", "", "./mods", "/etc/leash-test", "ROOT/../x", "ROOT/./x", "ROOT/a/.."})
  void refusesAPathThatIsNotAllowed(String path) throws Exception {
    ObjectNode params = daemon.params("/mod.zip", "mod");
    params.put("savePath", path.replace("ROOT", daemon.root().toString()));

    refused(params, -32010, "PATH_NOT_ALLOWED");

    assertThat(daemon.origin().exchanges()).as("the one that followed").hasSize(1);
  }

  @Test
  void refusesParamsOfAShutdown() throws Exception {
    assertError(client.call("shutdown", "[1]"), -32602, "INVALID_PARAMS");
  }

  @Test
  void refusesAPathThatALinkLeadsOut() throws Exception {
    Path outside = Files.createDirectory(daemon.root().resolveSibling("outside"));
    Files.createSymbolicLink(daemon.root().resolve("link"), outside);

    JsonNode answer = client.call("download_and_unzip", daemon.params("/mod.zip", "link/mod"));

    assertError(answer, -32010, "PATH_NOT_ALLOWED");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void refusesLeashsOwnFolders() throws Exception {
    ObjectNode params = daemon.params("/mod.zip", "mod");

    refused(
        params.put("savePath", daemon.root().resolveSibling("state/x").toString()),
        -32010,
        "PATH_NOT_ALLOWED");
    refused(
        params.put("savePath", daemon.root().resolve(".leash-0/x").toString()),
        -32010,
        "PATH_NOT_ALLOWED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://127.0.0.1/x", "jar:file:/x!/y", "http:///x"})
  void refusesAUrlThatIsNotAllowed(String url) throws Exception {
    refused(daemon.params("/mod.zip", "mod").put("downloadUrl", url), -32010, "URL_NOT_ALLOWED");
  }

  @Test
  void refusesAMirrorThatIsNotAllowed() throws Exception {
    ObjectNode params = daemon.params("/mod.zip", "mod");
    params.putArray("mirrors").add("file:///etc/passwd");

    refused(params, -32010, "URL_NOT_ALLOWED");
  }

  @Test
  void tellsAStatus() throws Exception {
    JsonNode error = refused(daemon.params("/none.zip", "mod"), -32020, "HTTP_STATUS");

    assertThat(error.path("message").asString()).contains("404");
    assertThat(error.at("/data/detail/status")).isEqualTo(json("404"));
    assertThat(error.at("/data/retryable")).isEqualTo(json("false"));
    assertThat(error.at("/data/downloadId").asString()).isNotEmpty();
    assertThat(error.at("/data/sessionId")).isEqualTo(json("0"));
  }

  @Test
  void tellsThatAStatusMayBeTriedAgain() throws Exception {
    daemon.origin().on("/busy.zip", Step.head(503, "Content-Length: 0"));

    JsonNode error = refused(daemon.params("/busy.zip", "mod"), -32020, "HTTP_STATUS");

    assertThat(error.at("/data/retryable")).isEqualTo(json("true"));
  }

  @Test
  void namesAnHtmlPage() throws Exception {
    byte[] page =
        "<!DOCTYPE html><html><body>Log in</body></html>".getBytes(StandardCharsets.UTF_8);
    daemon.origin().serve("/page.zip", page);

    JsonNode error = refused(daemon.params("/page.zip", "mod"), -32030, "UNSUPPORTED_ARCHIVE");

    assertThat(error.path("message").asString()).containsIgnoringCase("HTML");
  }

  @Test
  void refusesADamagedZip() throws Exception {
    byte[] damaged = ZIP.clone();
    damaged[40] ^= 0x55;
    daemon.origin().serve("/damaged.zip", damaged);

    JsonNode error = refused(daemon.params("/damaged.zip", "mod"), -32030, "CORRUPT_ARCHIVE");

    assertThat(error.at("/data/retryable")).isEqualTo(json("true"));
  }

  @Test
  void refusesAnUnsafeEntry() throws Exception {
    daemon.origin().serve("/evil.zip", RunningDaemon.zip(Map.of("a", "1", "../../evil", "x")));

    JsonNode error = refused(daemon.params("/evil.zip", "mod"), -32030, "UNSAFE_ENTRY");

    assertThat(error.at("/data/detail/entry").asString()).isEqualTo("../../evil");
  }

  @Test
  void refusesAnotherChecksum() throws Exception {
    ObjectNode params =
        daemon.params("/mod.zip", "mod").put("checksum", "sha256:" + "0".repeat(64));

    JsonNode error = refused(params, -32020, "CHECKSUM_MISMATCH");

    assertThat(error.at("/data/detail/expected").asString()).isEqualTo("sha256:" + "0".repeat(64));
    assertThat(error.at("/data/detail/actual").asString()).isNotEmpty();
  }

  @Test
  void refusesABodyThatIsCutShort() throws Exception {
    daemon
        .origin()
        .on("/cut.zip", Step.head(200, "Content-Length: 5000"), Step.bytes(ZIP), Step.close());

    JsonNode error = refused(daemon.params("/cut.zip", "mod"), -32020, "TRANSFER_INCOMPLETE");

    assertThat(error.at("/data/retryable")).isEqualTo(json("true"));
  }

  @Test
  void tellsThatNobodyListens() throws Exception {
    ObjectNode params = daemon.params("/x", "mod").put("downloadUrl", "http://127.0.0.1:1/mod.zip");

    JsonNode error = refused(params, -32020, "CONNECT_FAILED");

    assertThat(error.at("/data/retryable")).isEqualTo(json("true"));
  }

  @Test
  void tellsOfAConflict() throws Exception {
    Files.writeString(daemon.root().resolve("mod"), "a file");

    JsonNode answer = client.call("download_and_unzip", daemon.params("/mod.zip", "mod"));

    assertError(answer, -32010, "DESTINATION_CONFLICT");
    assertThat(answer.at("/error/data/detail/path").asString()).endsWith("/mod");
    assertThat(daemon.root().resolve("mod")).hasContent("a file");
  }

  @Test
  void tellsWhatIsBusy() throws Exception {
    daemon.origin().on("/slow.zip", Step.stall());
    client.result("start_download", daemon.params("/slow.zip", "mod").put("unpack", false));

    JsonNode answer =
        client.call("download_and_unzip", daemon.params("/mod.zip", "mod").put("unpack", false));

    assertError(answer, -32010, "DESTINATION_BUSY");
    assertThat(answer.at("/error/data/retryable")).isEqualTo(json("true"));
  }

  @Test
  void neverRepeatsASecret() throws Exception {
    client.result("subscribe", "{}");
    String host = "127.0.0.1:" + daemon.origin().port();
    for (String url :
        List.of(
            "http://s3cret:s3cret@" + host + "/mod.zip?token=s3cret#s3cret",
            "http://s3cret:s3cret@" + host + "/none.zip?token=s3cret",
            "http://s3cret@127.0.0.1:1/mod.zip?token=s3cret",
            "file://s3cret@host/x?s3cret",
            "http://s3cret:s3cret @" + host + "/x?s3cret")) {
      for (String header : List.of("s3cret", "s3cret\u0001")) {
        ObjectNode params = daemon.params("/mod.zip", "mod").put("downloadUrl", url);
        params.putObject("headers").put("Authorization", header);
        params.putArray("mirrors").add("http://s3cret@127.0.0.1:1/x?s3cret");
        client.call("download_and_unzip", params);
        params.remove("headers");
        params.putArray("mirrors").add("s3cret s3cret");
        client.call("download_and_unzip", params);
      }
    }
    client.result("list_downloads", "{}");

    assertThat(client.received().toString()).contains("/mod.zip").doesNotContain("s3cret");
    assertThat(daemon.logAfterShutdown()).contains("mod.zip").doesNotContain("s3cret");
  }

  /** Has a download refused, and sees that nothing is left of it and that the next one works. */
  private JsonNode refused(ObjectNode params, int code, String reason) throws Exception {
    JsonNode answer = client.call("download_and_unzip", params);

    assertError(answer, code, reason);
    assertThat(daemon.root().resolve("mod")).doesNotExist();
    client.result("download_and_unzip", daemon.params("/mod.zip", "next"));
    return answer.path("error");
  }
}
