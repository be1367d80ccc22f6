package dev.leash.bootstrap.ipc;

import static dev.leash.bootstrap.ipc.JsonRpcTest.assertError;
import static dev.leash.bootstrap.ipc.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.http.testing.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class DownloadMethodsTest extends AgainstADaemon {
  private static final byte[] ZIP =
      RunningDaemon.zip(Map.of("readme.txt", "hello", "data/a.bin", "abcdefgh"));
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

  @Nested
  class DownloadAndUnzip {
    @Test
    void answersWithTheResultWhenAllIsDone() throws Exception {
      daemon.origin().serve("/mod.zip", ZIP);
      ObjectNode params = daemon.params("/mod.zip", "mods/mod").put("downloadId", "try_1-A");

      JsonNode result = client.result("download_and_unzip", params);

      assertThat(result.propertyNames())
          .containsExactlyInAnyOrder(
              "downloadId",
              "sessionId",
              "path",
              "files",
              "bytes",
              "archiveBytes",
              "sha256",
              "durationMillis");
      assertThat(result.path("downloadId").asString()).isEqualTo("try_1-A");
      assertThat(result.path("sessionId")).isEqualTo(json("0"));
      assertThat(result.path("path").asString())
          .isEqualTo(daemon.root().resolve("mods/mod").toString());
      assertThat(result.path("files").asLong()).isEqualTo(2);
      assertThat(result.path("bytes").asLong()).isEqualTo(13);
      assertThat(result.path("archiveBytes").asLong()).isEqualTo(ZIP.length);
      assertThat(result.path("sha256").asString()).isEqualTo(sha256(ZIP));
      assertThat(result.path("durationMillis").isIntegralNumber()).isTrue();
      assertThat(Files.readString(daemon.root().resolve("mods/mod/readme.txt"))).isEqualTo("hello");
      assertThat(Files.readString(daemon.root().resolve("mods/mod/data/a.bin")))
          .isEqualTo("abcdefgh");
    }

    @Test
    void takesPositionalParams() throws Exception {
      daemon.origin().serve("/mod.zip", ZIP);
      String path = daemon.root().resolve("mod").toString();

      JsonNode result =
          client.result(
              "download_and_unzip",
              "['mod.zip', '%s', '%s', 0, 'main', 'my-id']"
                  .formatted(daemon.origin().url("/mod.zip"), path));

      assertThat(result.path("downloadId").asString()).isEqualTo("my-id");
      assertThat(result.path("path").asString()).isEqualTo(path);
    }

    /** JSON has one kind of number, and 1e0 is as whole as 1. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "0.0", "0e3"})
    void takesAWholeNumberHoweverItIsWritten(String session) throws Exception {
      daemon.origin().serve("/mod.zip", ZIP);
      ObjectNode params = daemon.params("/mod.zip", "mod");
      params.set("sessionId", json(session));

      assertThat(client.result("download_and_unzip", params).path("sessionId").asLong()).isZero();
    }

    @Test
    void takesNullForAnAbsentParam() throws Exception {
      daemon.origin().serve("/mod.zip", ZIP);
      ObjectNode params = daemon.params("/mod.zip", "mod");
      for (Param param : DownloadParams.ALL) {
        if (!param.required()) {
          params.putNull(param.name());
        }
      }

      assertThat(client.result("download_and_unzip", params).path("files").asLong()).isEqualTo(2);
    }

    @Test
    void takesEveryOption() throws Exception {
      daemon.origin().serve("/mod.zip", ZIP);
      ObjectNode params = daemon.params("/mod.zip", "mod");
      params.put("sessionId", 0).put("scope", "main").put("downloadId", "all");
      params.putArray("mirrors").add(daemon.origin().url("/mirror"));
      params.put("checksum", "sha256:" + sha256(ZIP));
      params.putObject("headers").put("X-Token", "t");
      params.put("install", "merge").put("onExisting", "keep").put("unpack", true);
      params.put("keepArchive", true).put("stripComponents", 0).put("connections", 16);
      params.put("maxBytesPerSecond", 1_000_000_000L).put("priority", -3);

      client.result("download_and_unzip", params);

      assertThat(daemon.origin().exchanges().getFirst().header("X-Token")).containsExactly("t");
      assertThat(Files.readAllBytes(daemon.root().resolve("mod/mod.zip"))).isEqualTo(ZIP);
    }

    @Test
    void tellsOfTheEndOnceAndBeforeTheAnswer() throws Exception {
      daemon.origin().serve("/mod.zip", ZIP);
      ObjectNode params = daemon.params("/mod.zip", "mod").put("downloadId", "one");

      String id = client.sendCall("download_and_unzip", params);
      JsonNode answer = client.answer(id);
      client.result("ping", "{}");

      assertThat(client.notifications("download_finished")).hasSize(1);
      JsonNode finished = client.notifications("download_finished").getFirst().path("params");
      assertThat(finished.path("result")).isEqualTo(answer.path("result"));
      assertThat(finished.path("state").asString()).isEqualTo("completed");
      int end = client.position(message -> method(message, "download_finished"));
      assertThat(end).isLessThan(client.position(message -> answersTo(message, id)));
      assertThat(client.received().subList(end + 1, client.received().size()))
          .noneMatch(message -> message.has("method"));
    }

    @Test
    void tellsOfEachStateInItsOrder() throws Exception {
      daemon.origin().serve("/mod.zip", ZIP);

      client.result("download_and_unzip", daemon.params("/mod.zip", "mod"));

      assertThat(
              client.notifications("download_progress").stream()
                  .map(message -> message.path("params").path("state").asString())
                  .distinct())
          .containsExactly("queued", "running", "publishing");
    }
  }

  @Nested
  class StartAndAwait {
    @Test
    void answersBeforeAnyNotification() throws Exception {
      daemon.origin().serve("/mod.zip", ZIP);
      client.result("subscribe", "{}");

      String id = client.sendCall("start_download", daemon.params("/mod.zip", "mod"));
      JsonNode started = client.answer(id).path("result");

      assertThat(started.propertyNames()).containsExactlyInAnyOrder("downloadId", "sessionId");
      client.notification("download_finished", params -> true);
      assertThat(client.position(message -> answersTo(message, id)))
          .isLessThan(client.position(message -> message.has("method")));
    }

    @Test
    void givesTheResultToWhoeverAwaitsIt() throws Exception {
      CountDownLatch go = new CountDownLatch(1);
      daemon
          .origin()
          .on(
              "/mod.zip",
              Step.head(200, "Content-Length: " + ZIP.length),
              Step.await(go),
              Step.bytes(ZIP));
      String id =
          client
              .result("start_download", daemon.params("/mod.zip", "mod"))
              .path("downloadId")
              .asString();
      TestClient other = daemon.client();
      String early = other.sendCall("await_download", json("{'downloadId': '" + id + "'}"));
      other.result("ping", "{}");
      go.countDown();

      JsonNode result = other.answer(early).path("result");

      assertThat(result.path("files").asLong()).isEqualTo(2);
      assertThat(other.notifications("download_finished")).hasSize(1);
      assertThat(client.result("await_download", "['" + id + "']")).isEqualTo(result);
      assertThat(client.result("await_download", "['" + id + "']")).isEqualTo(result);
    }

    @Test
    void givesTheErrorToWhoeverAwaitsItHoweverOften() throws Exception {
      client.result("start_download", daemon.params("/none", "mod").put("downloadId", "gone"));

      JsonNode first = client.error("await_download", "['gone']");
      JsonNode second = client.error("await_download", "['gone']");

      assertThat(first.path("code").asInt()).isEqualTo(-32020);
      assertThat(first.path("data").path("detail").path("status").asInt()).isEqualTo(404);
      assertThat(second).isEqualTo(first);
    }
  }

  @Nested
  class WithAnIdOfTheCallers {
    @Test
    void joinsTheSameCall() throws Exception {
      daemon.origin().serve("/mod.zip", ZIP);
      ObjectNode params = daemon.params("/mod.zip", "mod").put("downloadId", "same");

      String first = client.sendCall("download_and_unzip", params);
      String second = client.sendCall("download_and_unzip", params);

      assertThat(client.answer(first).path("result"))
          .isEqualTo(client.answer(second).path("result"));
      assertThat(client.result("start_download", params).path("downloadId").asString())
          .isEqualTo("same");
      assertThat(client.result("download_and_unzip", params))
          .isEqualTo(client.answer(first).path("result"));
      assertThat(daemon.origin().exchanges()).hasSize(1);
      assertThat(client.notifications("download_finished")).hasSize(1);
    }

    @Test
    void refusesAnotherCall() throws Exception {
      daemon.origin().serve("/mod.zip", ZIP);
      client.result(
          "download_and_unzip", daemon.params("/mod.zip", "mod").put("downloadId", "same"));

      JsonNode answer =
          client.call(
              "download_and_unzip", daemon.params("/mod.zip", "other").put("downloadId", "same"));

      assertError(answer, -32010, "DUPLICATE_ID");
      assertThat(answer.at("/error/data/downloadId").asString()).isEqualTo("same");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "", "a/b", "a.b", "ä"})
    void refusesWhatIsNone(String id) throws Exception {
      JsonNode answer =
          client.call("start_download", daemon.params("/mod.zip", "mod").put("downloadId", id));

      assertError(answer, -32602, "INVALID_PARAMS");
      assertThat(answer.at("/error/message").asString())
          .contains("'downloadId'")
          .contains("1 to 64 of A-Z a-z 0-9 _ -");
    }

    @Test
    void takes64CharactersAndNotOneMore() throws Exception {
      ObjectNode params = daemon.params("/none", "mod");

      assertThat(
              client.call("start_download", params.put("downloadId", "x".repeat(64))).has("result"))
          .isTrue();
      assertError(
          client.call("start_download", params.put("downloadId", "x".repeat(65))),
          -32602,
          "INVALID_PARAMS");
    }
  }

  @Nested
  class CancelAndGet {
    @Test
    void cancelGivesTheEndedStatusAndTheCallerTheError() throws Exception {
      daemon.origin().on("/mod.zip", Step.head(200, "Content-Length: 1000"), Step.stall());
      String id =
          client.sendCall(
              "download_and_unzip", daemon.params("/mod.zip", "mod").put("downloadId", "one"));
      daemon.origin().awaitExchange(0);

      JsonNode status = client.result("cancel_download", "['one']");

      assertStatus(status, "cancelled");
      assertThat(status.at("/error/code").asInt()).isEqualTo(-32800);
      assertThat(status.at("/error/data/reason").asString()).isEqualTo("CANCELLED_BY_REQUEST");
      JsonNode answer = client.answer(id);
      assertError(answer, -32800, "CANCELLED_BY_REQUEST");
      assertThat(answer.path("error")).isEqualTo(status.path("error"));
      assertThat(client.result("cancel_download", "['one']")).isEqualTo(status);
      assertThat(client.result("get_download", "['one']")).isEqualTo(status);
      daemon.origin().awaitExchange(0).awaitClosed();
    }

    @Test
    void getGivesARunningDownloadsStatus() throws Exception {
      daemon.origin().on("/mod.zip", Step.stall());
      ObjectNode params = daemon.params("/mod.zip", "mod").put("downloadId", "one");
      params.put("downloadUrl", daemon.origin().url("/mod.zip?token=secret"));
      client.result("start_download", params);
      daemon.origin().awaitExchange(0);

      JsonNode status = client.result("get_download", "{'downloadId': 'one'}");

      assertStatus(status, "running");
      assertThat(status.path("downloadUrl").asString()).isEqualTo(daemon.origin().url("/mod.zip"));
      assertThat(status.path("error").isNull()).isTrue();
      assertThat(status.path("finishedAt").isNull()).isTrue();
      assertThat(status.path("totalBytes").isNull()).isTrue();
      assertThat(status.path("attempt").asInt()).isEqualTo(1);
    }

    @Test
    void getGivesACompletedDownloadsStatus() throws Exception {
      daemon.origin().serve("/mod.zip", ZIP);
      client.result(
          "download_and_unzip", daemon.params("/mod.zip", "mod").put("downloadId", "one"));

      JsonNode status = client.result("get_download", "['one']");

      assertStatus(status, "completed");
      assertThat(status.path("receivedBytes").asLong()).isEqualTo(ZIP.length);
      assertThat(status.path("totalBytes").asLong()).isEqualTo(ZIP.length);
      assertThat(status.path("extractedFiles").asLong()).isEqualTo(2);
      assertThat(status.path("totalFiles").asLong()).isEqualTo(2);
      assertThat(status.path("extractedBytes").asLong()).isEqualTo(13);
      assertThat(status.path("error").isNull()).isTrue();
      assertThat(status.path("finishedAt").asString()).matches(TIME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"get_download", "cancel_download", "await_download"})
    void refuseADownloadThatIsNotThere(String method) throws Exception {
      JsonNode answer = client.call(method, "['nobody']");

      assertError(answer, -32010, "UNKNOWN_DOWNLOAD");
      assertThat(answer.at("/error/data/downloadId").asString()).isEqualTo("nobody");
    }

    private void assertStatus(JsonNode status, String state) {
      assertThat(status.propertyNames())
          .containsExactlyInAnyOrder(
              "downloadId",
              "sessionId",
              "scope",
              "fileName",
              "downloadUrl",
              "savePath",
              "state",
              "receivedBytes",
              "totalBytes",
              "bytesPerSecond",
              "etaSeconds",
              "extractedFiles",
              "totalFiles",
              "extractedBytes",
              "attempt",
              "connections",
              "error",
              "startedAt",
              "finishedAt");
      assertThat(status.path("downloadId").asString()).isEqualTo("one");
      assertThat(status.path("sessionId")).isEqualTo(json("0"));
      assertThat(status.path("scope").asString()).isEqualTo("main");
      assertThat(status.path("fileName").asString()).isEqualTo("mod.zip");
      assertThat(status.path("savePath").asString())
          .isEqualTo(daemon.root().resolve("mod").toString());
      assertThat(status.path("state").asString()).isEqualTo(state);
      assertThat(status.path("startedAt").asString()).matches(TIME);
    }
  }

  @Nested
  class ListDownloads {
    @Test
    void listsTheNewestFirstWithinItsFilters() throws Exception {
      client.result("begin_session", "{}");
      client.result("begin_session", "{'scope': 'side'}");
      for (String id : List.of("a", "b", "c")) {
        client.call("download_and_unzip", daemon.params("/none", "mod").put("downloadId", id));
      }
      daemon.origin().serve("/mod.zip", ZIP);
      client.result(
          "download_and_unzip",
          daemon.params("/mod.zip", "side").put("downloadId", "d").put("scope", "side"));

      assertThat(listed("{}")).containsExactly("d", "c", "b", "a");
      assertThat(listed("{'scope': 'main'}")).containsExactly("c", "b", "a");
      assertThat(listed("{'sessionId': 2}")).containsExactly("d");
      assertThat(listed("{'state': 'failed', 'limit': 2}")).containsExactly("c", "b");
      assertThat(listed("{'before': 'c'}")).containsExactly("b", "a");
      assertThat(listed("{'before': 'c', 'limit': 1, 'scope': null}")).containsExactly("b");
      assertThat(listed("[null, null, 'completed']")).containsExactly("d");
      assertThat(listed("{'state': 'paused'}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            {'limit': 0}        | 'limit'
            {'limit': 1001}     | 'limit'
            {'limit': 'x'}      | 'limit'
            {'state': 'done'}   | 'state'
            {'sessionId': -1}   | 'sessionId'
            {'sessionId': 1.5}  | 'sessionId'
            {'scope': 'a b'}    | 'scope'
            {'before': '..'}    | 'before'
            {'after': 'x'}      | 'after'
            [1, 'a', 'failed', 1, 'x', 1] | 6 were given
            """)
    void refusesWhatItDoesNotTake(String params, String named) throws Exception {
      JsonNode answer = client.call("list_downloads", params);

      assertError(answer, -32602, "INVALID_PARAMS");
      assertThat(answer.at("/error/message").asString()).contains(named);
    }

    private List<String> listed(String params) throws Exception {
      return client
          .result("list_downloads", params)
          .valueStream()
          .map(status -> status.path("downloadId").asString())
          .toList();
    }
  }

  @Nested
  class Params {
    @ParameterizedTest
    @ValueSource(strings = {"fileName", "downloadUrl", "savePath"})
    void areNamedWhenMissing(String name) throws Exception {
      ObjectNode params = daemon.params("/mod.zip", "mod");
      params.remove(name);
      ObjectNode withNull = params.deepCopy().putNull(name);

      for (ObjectNode given : List.of(params, withNull)) {
        JsonNode answer = client.call("download_and_unzip", given);
        assertError(answer, -32602, "INVALID_PARAMS");
        assertThat(answer.at("/error/message").asString()).contains("'" + name + "'", "missing");
      }
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            fileName | 5 | '5' | one plain file name
            fileName | '../x' | '../x' | one plain file name
            fileName | 'a/b' | 'a/b' | one plain file name
            fileName | '' | '' | one plain file name
            fileName | '..' | '..' | one plain file name
            savePath | [] | an array | the absolute path
            savePath | '/a\\u0000b' | u{0} | the absolute path
            downloadUrl | 'no url' | a string | an absolute http or https URL
            downloadUrl | {} | an object | an absolute http or https URL
            sessionId | '1' | '1' | the id of a session
            sessionId | -1 | '-1' | the id of a session
            sessionId | 1.5 | '1.5' | the id of a session
            sessionId | 99999999999999999999 | '99999999999999999999' | the id of a session
            scope | 'a b' | 'a b' | 1 to 64 of A-Z a-z 0-9 . _ - :
            mirrors | 'x' | a string | absolute http or https URLs
            mirrors | [1] | an array | absolute http or https URLs
            checksum | 'sha256:12' | 'sha256:12' | sha256:<hex>
            checksum | 'crc:12' | 'crc:12' | sha256:<hex>
            headers | [] | an array | HTTP headers
            headers | {'Host': 'x'} | an object | HTTP headers
            headers | {'A': 1} | an object | HTTP headers
            install | 'MERGE' | 'MERGE' | merge or replace
            onExisting | 'skip' | 'skip' | replace, keep or fail
            unpack | 'true' | 'true' | true or false
            unpack | 1 | '1' | true or false
            keepArchive | 'no' | 'no' | true or false
            stripComponents | -1 | '-1' | 0 to 64
            stripComponents | 65 | '65' | 0 to 64
            connections | 0 | '0' | 1 to 16
            connections | 17 | '17' | 1 to 16
            maxBytesPerSecond | 0 | '0' | at least 1
            priority | 1.5 | '1.5' | a number
            """)
    void areRefusedWithWhatWasGivenAndWhatIsTaken(
        String name, String value, String given, String takes) throws Exception {
      ObjectNode params = daemon.params("/mod.zip", "mod");
      params.set(name, json(value));

      JsonNode answer = client.call("download_and_unzip", params);

      assertError(answer, -32602, "INVALID_PARAMS");
      assertThat(answer.at("/error/message").asString())
          .contains("'" + name + "'")
          .contains(given.replace("'", ""))
          .contains(takes);
    }

    @Test
    void areRefusedWhenNotKnown() throws Exception {
      JsonNode answer =
          client.call("download_and_unzip", daemon.params("/mod.zip", "mod").put("saveTo", "x"));

      assertError(answer, -32602, "INVALID_PARAMS");
      assertThat(answer.at("/error/message").asString()).contains("'saveTo'").contains("savePath");
    }

    @Test
    void areRefusedWhenThereAreTooMany() throws Exception {
      JsonNode answer = client.call("get_download", "['a', 'b']");

      assertError(answer, -32602, "INVALID_PARAMS");
      assertThat(answer.at("/error/message").asString()).contains("get_download", "1", "2");
    }

    @Test
    void areJudgedBeforeTheSession() throws Exception {
      ObjectNode params = daemon.params("/mod.zip", "mod").put("sessionId", 77).put("unpack", 1);

      assertError(client.call("download_and_unzip", params), -32602, "INVALID_PARAMS");
    }
  }

  private static boolean method(JsonNode message, String method) {
    return message.path("method").asString("").equals(method);
  }

  private static boolean answersTo(JsonNode message, String id) {
    return message.path("id").asString("").equals(id);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @Test
  void leavesNoStagingBehind() throws Exception {
    daemon.origin().serve("/mod.zip", ZIP);
    client.result("download_and_unzip", daemon.params("/mod.zip", "mod"));

    daemon.daemon().close();

    assertThat(daemon.files())
        .containsExactly("mod", "mod/data", "mod/data/a.bin", "mod/readme.txt");
    assertThat(Files.exists(Path.of(daemon.socket().toString()))).isFalse();
  }
}
