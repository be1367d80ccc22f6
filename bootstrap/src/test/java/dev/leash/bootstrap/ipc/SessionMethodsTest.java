package dev.leash.bootstrap.ipc;

import static dev.leash.bootstrap.ipc.JsonRpcTest.assertError;
import static dev.leash.bootstrap.ipc.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.http.testing.ScriptedServer;
import dev.leash.http.testing.ServedConnection;
import dev.leash.http.testing.Step;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SessionMethodsTest extends AgainstADaemon {
  private static final byte[] ZIP = RunningDaemon.zip(Map.of("readme.txt", "hello"));
  private static final String BIG = "Content-Length: 100000000";
  private static final String USER = System.getProperty("user.name");

  @Nested
  class Results {
    @Test
    void areExact() throws Exception {
      assertThat(client.result("begin_session", "{}"))
          .isEqualTo(
              json(
                  "{'sessionId': 1, 'previousSessionId': 0, 'scope': 'main', 'username': '%s',"
                          .formatted(USER)
                      + " 'cancelledDownloads': []}"));
      assertThat(client.result("begin_session", "['w:1.a_b-C', true]"))
          .isEqualTo(
              json(
                  "{'sessionId': 2, 'previousSessionId': 0, 'scope': 'w:1.a_b-C',"
                      + " 'username': '%s', 'cancelledDownloads': []}".formatted(USER)));
      assertThat(client.result("get_username", "{}").asString()).isEqualTo(USER);
      assertThat(client.result("get_session_id", "{}")).isEqualTo(json("3"));
      assertThat(client.result("get_session_id", "['w:1.a_b-C']")).isEqualTo(json("2"));
      assertThat(client.result("get_session_id", "['other']")).isEqualTo(json("0"));
      assertThat(client.result("end_session", "{'sessionId': 3}"))
          .isEqualTo(json("{'ended': true, 'cancelledDownloads': []}"));
      assertThat(client.result("end_session", "[3]"))
          .isEqualTo(json("{'ended': false, 'cancelledDownloads': []}"));
      assertThat(client.result("get_session_id", "{}")).isEqualTo(json("3"));
      assertThat(client.result("subscribe", "{}")).isEqualTo(json("true"));
      assertThat(client.result("unsubscribe", "[null]")).isEqualTo(json("true"));
      assertThat(client.result("ping", "[]")).isEqualTo(json("'pong'"));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            begin_session  | {'scope': 5}           | 'scope'
            begin_session  | {'scope': ''}          | 'scope'
            begin_session  | {'scope': 'a/b'}       | 'scope'
            begin_session  | {'detached': 'yes'}    | 'detached'
            begin_session  | {'detach': true}       | 'detach'
            begin_session  | ['main', true, 1]      | 3 were given
            get_username   | {'scope': 'main'}      | 'scope'
            get_session_id | {'scope': ['main']}    | 'scope'
            end_session    | {}                     | 'sessionId'
            end_session    | {'sessionId': null}    | 'sessionId'
            end_session    | {'sessionId': '1'}     | 'sessionId'
            end_session    | {'sessionId': -1}      | 'sessionId'
            subscribe      | {'scope': true}        | 'scope'
            unsubscribe    | {'scopes': ['main']}   | 'scopes'
            ping           | {'x': 1}               | 'x'
            """)
    void areNotGivenForBadParams(String method, String params, String named) throws Exception {
      JsonNode answer = client.call(method, params);

      assertError(answer, -32602, "INVALID_PARAMS");
      assertThat(answer.at("/error/message").asString()).contains(named);
    }

    @Test
    void ofBeginNameTheCancelledDownloads() throws Exception {
      daemon.origin().on("/mod.zip", Step.stall());
      client.result("start_download", daemon.params("/mod.zip", "a").put("downloadId", "a"));
      client.result("start_download", daemon.params("/mod.zip", "b").put("downloadId", "b"));

      JsonNode begun = client.result("begin_session", "{}");

      assertThat(begun.path("cancelledDownloads")).isEqualTo(json("['a', 'b']"));
    }
  }

  @Nested
  class ARefreshInTheMiddle {
    static Stream<Arguments> scripts() {
      Semaphore drops = new Semaphore(3);
      return Stream.of(
          Arguments.of("flows", (Object) new Step[] {Step.head(200, BIG), Step.flow()}),
          Arguments.of(
              "drips",
              (Object) new Step[] {Step.head(200, BIG), Step.drip(new byte[1000], 1, drops)}),
          Arguments.of(
              "stalls in the body",
              (Object) new Step[] {Step.head(200, BIG), Step.bytes(new byte[100]), Step.stall()}),
          Arguments.of("never answers", (Object) new Step[] {Step.stall()}));
    }

    @ParameterizedTest(name = "of a server that {0}")
    @MethodSource("scripts")
    void endsTheDownload(String name, Step... script) throws Exception {
      daemon.origin().on("/mod.zip", script);
      client.result("begin_session", "{}");
      client.result("begin_session", "{}");
      String call = begun("/mod.zip");
      daemon.origin().awaitExchange(0);

      assertThat(client.result("get_username", "{}").asString()).isEqualTo(USER);

      assertCancelled(client.answer(call));
      daemon.origin().awaitExchange(0).awaitClosed();
      String log = daemon.logAfterShutdown();
      assertThat(daemon.files()).isEmpty();
      assertThat(messages(log))
          .containsSubsequence(
              "Session changed, new session ID: 2",
              "Starting download for session ID: 2, file: mod.zip",
              "Session changed, new session ID: 3",
              "Session changed during download (was: 2, now: 3), aborting download",
              "Download cancelled due to session change");
    }

    @Test
    void endsADownloadInItsTlsHandshake() throws Exception {
      client.result("begin_session", "{}");
      client.result("begin_session", "{}");
      try (ScriptedServer mute = ScriptedServer.startMute()) {
        ObjectNode params = daemon.params("/", "mod").put("downloadUrl", mute.url("/mod.zip"));
        String call = client.sendCall("download_and_unzip", params);
        ServedConnection connection = mute.awaitConnection(0);

        client.result("get_username", "{}");

        assertCancelled(client.answer(call));
        connection.awaitClosed();
      }
      daemon.daemon().close();
      assertThat(daemon.files()).isEmpty();
    }

    @Test
    void leavesWhatWasThereBefore() throws Exception {
      daemon.origin().serve("/old.zip", ZIP);
      client.result("download_and_unzip", daemon.params("/old.zip", "mod"));
      daemon.origin().on("/mod.zip", Step.head(200, BIG), Step.bytes(ZIP), Step.stall());
      String call = client.sendCall("download_and_unzip", daemon.params("/mod.zip", "mod"));
      daemon.origin().awaitExchange(1);

      client.result("get_username", "{}");

      JsonNode error = TestClient.errorOf(client.answer(call));
      assertThat(error.path("data").path("sessionId").asLong()).isEqualTo(0);
      daemon.daemon().close();
      assertThat(daemon.files()).containsExactly("mod", "mod/readme.txt");
    }

    @Test
    void tellsOfTheEndOnceBeforeTheAnswer() throws Exception {
      daemon.origin().on("/mod.zip", Step.stall());
      String call = begun("/mod.zip");
      daemon.origin().awaitExchange(0);

      client.result("get_username", "{}");
      client.answer(call);
      client.result("ping", "{}");

      assertThat(client.notifications("download_finished")).hasSize(1);
      JsonNode finished = client.notifications("download_finished").getFirst().path("params");
      assertThat(finished.path("state").asString()).isEqualTo("cancelled");
      assertThat(finished.path("result").isNull()).isTrue();
      assertThat(finished.path("error")).isEqualTo(client.answer(call).path("error"));
      assertThat(client.position(message -> message.path("id").asString("").equals(call)))
          .isGreaterThan(
              client.position(
                  message -> message.path("method").asString("").equals("download_finished")));
    }

    private String begun(String path) throws Exception {
      return client.sendCall("download_and_unzip", daemon.params(path, "mod"));
    }

    private static void assertCancelled(JsonNode answer) {
      assertError(answer, -32001, "CANCELLED_SESSION_CHANGE");
      JsonNode error = answer.path("error");
      assertThat(error.path("message").asString())
          .isEqualTo("Download cancelled due to session change");
      assertThat(error.path("data").path("downloadId").asString()).isNotEmpty();
      assertThat(error.path("data").path("sessionId")).isEqualTo(json("2"));
      assertThat(error.path("data").path("currentSessionId")).isEqualTo(json("3"));
      assertThat(error.path("data").path("retryable")).isEqualTo(json("false"));
      assertThat(error.path("data").path("detail")).isEqualTo(json("{'cause': 'superseded'}"));
    }
  }

  @Nested
  class ABoundSession {
    @Test
    void endsWhenItsConnectionCloses() throws Exception {
      daemon.origin().on("/mod.zip", Step.stall());
      TestClient page = daemon.client();
      page.result("begin_session", "{}");
      client.result("subscribe", "{}");
      String call = client.sendCall("download_and_unzip", daemon.params("/mod.zip", "mod"));
      daemon.origin().awaitExchange(0);

      page.close();

      JsonNode answer = client.answer(call);
      assertError(answer, -32001, "CANCELLED_SESSION_CHANGE");
      assertThat(answer.at("/error/message").asString())
          .isEqualTo("Download cancelled due to session change");
      assertThat(answer.at("/error/data/currentSessionId")).isEqualTo(json("0"));
      assertThat(answer.at("/error/data/detail")).isEqualTo(json("{'cause': 'disconnected'}"));
      JsonNode changed =
          client.notification("session_changed", params -> params.path("sessionId").asLong() == 0);
      assertThat(changed.path("previousSessionId")).isEqualTo(json("1"));
      assertError(
          client.call("download_and_unzip", daemon.params("/mod.zip", "mod")),
          -32002,
          "NO_SESSION");
      assertThat(messages(daemon.logAfterShutdown()))
          .containsSubsequence(
              "Session changed during download (was: 1, now: 0), aborting download",
              "Download cancelled due to session change");
    }

    @Test
    void endsWhenItsConnectionsInputEnds() throws Exception {
      TestClient page = daemon.client();
      client.result("subscribe", "{}");
      page.result("begin_session", "{}");

      page.shutdownOutput();

      client.notification("session_changed", params -> params.path("sessionId").asLong() == 0);
      page.awaitEnd();
    }

    @Test
    void doesNotTakeItsSuccessorAlong() throws Exception {
      TestClient page = daemon.client();
      page.result("begin_session", "{}");
      client.result("begin_session", "{}");
      TestClient third = daemon.client();
      third.result("subscribe", "{}");

      page.close();
      third.result("begin_session", "{'scope': 'fence'}");
      client.close();

      third.notification(
          "session_changed",
          params ->
              params.path("sessionId").asLong() == 0
                  && params.path("scope").asString().equals("main"));
      assertThat(
              third.notifications("session_changed").stream()
                  .map(message -> message.at("/params/previousSessionId").asLong()))
          .containsExactly(0L, 2L);
    }

    @Test
    void outlivesItsConnectionWhenDetached() throws Exception {
      client.result("subscribe", "{}");
      TestClient page = daemon.client();
      page.result("begin_session", "{'detached': true}");
      page.result("begin_session", "{'scope': 'bound'}");

      page.close();

      client.notification(
          "session_changed",
          params ->
              params.path("scope").asString().equals("bound")
                  && params.path("sessionId").asLong() == 0);
      daemon.origin().serve("/mod.zip", ZIP);
      assertThat(
              client.result(
                  "download_and_unzip", daemon.params("/mod.zip", "mod").put("sessionId", 1)))
          .isNotNull();
    }

    @Test
    void ofGetUsernameIsDetached() throws Exception {
      client.result("subscribe", "{}");
      TestClient page = daemon.client();
      page.result("get_username", "{}");
      page.result("begin_session", "{'scope': 'bound'}");

      page.close();

      client.notification(
          "session_changed", params -> params.path("previousSessionId").asLong() == 2);
      assertThat(client.notifications("session_changed"))
          .noneMatch(message -> message.at("/params/previousSessionId").asLong() == 1);
    }
  }

  @Nested
  class SessionChanged {
    @Test
    void goesToSubscribersAndToTheConnectionThatBeganIt() throws Exception {
      TestClient all = daemon.client();
      TestClient ofMain = daemon.client();
      TestClient ofOther = daemon.client();
      TestClient deaf = daemon.client();
      all.result("subscribe", "{}");
      ofMain.result("subscribe", "{'scope': 'main'}");
      ofOther.result("subscribe", "{'scope': 'other'}");
      client.result("begin_session", "{}");

      TestClient next = daemon.client();
      next.result("begin_session", "{}");

      JsonNode expected =
          json(
              "{'scope': 'main', 'sessionId': 2, 'previousSessionId': 1,"
                  + " 'cancelledDownloads': []}");
      for (TestClient told : List.of(all, ofMain, client)) {
        assertThat(
                told.notification(
                    "session_changed", params -> params.path("sessionId").asLong() == 2))
            .isEqualTo(expected);
        told.result("ping", "{}");
        assertThat(
                told.notifications("session_changed").stream()
                    .filter(message -> message.path("params").equals(expected)))
            .hasSize(1);
      }
      for (TestClient untold : List.of(ofOther, deaf, next)) {
        untold.result("ping", "{}");
        assertThat(untold.notifications("session_changed")).isEmpty();
      }
    }

    @Test
    void namesTheDownloadsThatItCancelled() throws Exception {
      daemon.origin().on("/mod.zip", Step.stall());
      client.result("begin_session", "{}");
      client.result("start_download", daemon.params("/mod.zip", "a").put("downloadId", "a"));

      client.result("end_session", "[1]");

      JsonNode changed =
          client.notification(
              "session_changed", params -> params.path("previousSessionId").asLong() == 1);
      assertThat(changed)
          .isEqualTo(
              json(
                  "{'scope': 'main', 'sessionId': 0, 'previousSessionId': 1,"
                      + " 'cancelledDownloads': ['a']}"));
    }

    @Test
    void isNotToldAfterUnsubscribe() throws Exception {
      client.result("subscribe", "{}");
      client.result("subscribe", "{'scope': 'main'}");
      client.result("unsubscribe", "{}");

      daemon.client().result("begin_session", "{}");

      client.result("ping", "{}");
      assertThat(client.notifications("session_changed")).isEmpty();
    }

    @Test
    void subscribersHearOfDownloadsTooEachOnce() throws Exception {
      daemon.origin().serve("/mod.zip", ZIP);
      TestClient listener = daemon.client();
      listener.result("subscribe", "{}");
      listener.result("subscribe", "{'scope': 'main'}");

      client.result("download_and_unzip", daemon.params("/mod.zip", "mod").put("downloadId", "a"));
      listener.notification("download_finished", params -> true);
      listener.result("await_download", "['a']");

      assertThat(listener.notifications("download_finished")).hasSize(1);
      assertThat(listener.notifications("download_progress").getFirst().at("/params/state"))
          .isEqualTo(json("'queued'"));
    }
  }

  @Nested
  class Scopes {
    @Test
    void doNotDisturbEachOther() throws Exception {
      daemon.origin().on("/mod.zip", Step.stall());
      daemon.origin().serve("/side.zip", ZIP);
      client.result("begin_session", "{}");
      client.result("begin_session", "{'scope': 'side'}");
      String call =
          client.sendCall(
              "download_and_unzip", daemon.params("/mod.zip", "a").put("scope", "side"));
      daemon.origin().awaitExchange(0);

      client.result("begin_session", "{}");
      client.result("get_username", "{}");
      client.result("download_and_unzip", daemon.params("/side.zip", "b").put("scope", "side"));
      client.result("end_session", "[2]");

      JsonNode answer = client.answer(call);
      assertError(answer, -32002, "CANCELLED_SESSION_END");
      assertThat(answer.at("/error/data/sessionId")).isEqualTo(json("2"));
      assertThat(answer.at("/error/data/currentSessionId")).isEqualTo(json("0"));
    }

    @Test
    void mustFitTheirSession() throws Exception {
      client.result("begin_session", "{'scope': 'side'}");

      JsonNode answer =
          client.call(
              "start_download",
              daemon.params("/mod.zip", "a").put("sessionId", 1).put("scope", "main"));

      assertError(answer, -32602, "INVALID_PARAMS");
      assertThat(answer.at("/error/message").asString()).contains("'scope'").contains("'side'");
    }

    @Test
    void aSessionDecidesTheScope() throws Exception {
      client.result("begin_session", "{'scope': 'side'}");

      client.result(
          "start_download", daemon.params("/none", "a").put("sessionId", 1).put("downloadId", "a"));

      assertThat(client.result("get_download", "['a']").path("scope").asString()).isEqualTo("side");
    }
  }

  @Nested
  class AStaleSession {
    @Test
    void isRefusedAndStartsNothing() throws Exception {
      client.result("begin_session", "{}");
      client.result("begin_session", "{}");

      JsonNode answer =
          client.call("download_and_unzip", daemon.params("/mod.zip", "a").put("sessionId", 1));

      assertError(answer, -32001, "CANCELLED_SESSION_CHANGE");
      assertThat(answer.at("/error/message").asString())
          .isEqualTo("Download cancelled due to session change");
      assertThat(answer.at("/error/data"))
          .isEqualTo(
              json(
                  "{'reason': 'CANCELLED_SESSION_CHANGE', 'retryable': false, 'sessionId': 1,"
                      + " 'currentSessionId': 2, 'detail': {'cause': 'superseded'}}"));
      assertThat(daemon.origin().exchanges()).isEmpty();
      assertThat(client.result("list_downloads", "{}").size()).isEqualTo(0);
    }

    @Test
    void isRefusedByTheReasonOfItsEnd() throws Exception {
      client.result("begin_session", "{}");
      client.result("end_session", "[1]");

      assertError(
          client.call("start_download", daemon.params("/mod.zip", "a").put("sessionId", 1)),
          -32002,
          "CANCELLED_SESSION_END");
      assertError(
          client.call("start_download", daemon.params("/mod.zip", "a")), -32002, "NO_SESSION");
      client.result("begin_session", "{}");
      assertThat(client.call("start_download", daemon.params("/none", "a")).has("result")).isTrue();
    }

    @Test
    void isUnknownWhenNeverIssued() throws Exception {
      JsonNode answer =
          client.call("start_download", daemon.params("/mod.zip", "a").put("sessionId", 9));

      assertError(answer, -32010, "UNKNOWN_SESSION");
      assertThat(answer.at("/error/data/sessionId")).isEqualTo(json("9"));
    }

    @Test
    void ofAnEarlierStartIsCancelledByItsShutdown() throws Exception {
      client.result("begin_session", "{}");
      daemon.restart();
      TestClient after = daemon.client();

      JsonNode answer =
          after.call("start_download", daemon.params("/mod.zip", "a").put("sessionId", 1));

      assertError(answer, -32003, "CANCELLED_SHUTDOWN");
      assertThat(after.result("get_session_id", "{}")).isEqualTo(json("0"));
      assertThat(after.result("begin_session", "{}").path("sessionId").asLong()).isEqualTo(2);
    }
  }

  /** The messages of a log of JSON lines. */
  private static List<String> messages(String log) {
    return log.lines()
        .map(JsonMapper.shared()::readTree)
        .map(line -> line.path("message").asString())
        .toList();
  }
}
