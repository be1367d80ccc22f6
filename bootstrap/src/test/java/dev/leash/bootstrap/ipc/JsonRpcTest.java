package dev.leash.bootstrap.ipc;

import static dev.leash.bootstrap.ipc.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.http.testing.Step;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The examples of the JSON-RPC 2.0 specification (section 7), with this daemon's methods. */
class JsonRpcTest extends AgainstADaemon {
  @Nested
  class OneCall {
    @Test
    void takesNamedAndPositionalParams() throws Exception {
      client.send("{'jsonrpc': '2.0', 'method': 'get_session_id', 'params': ['a'], 'id': 1}");
      client.send(
          "{'jsonrpc': '2.0', 'method': 'get_session_id', 'params': {'scope': 'a'}, 'id': 2}");

      assertThat(client.next()).isEqualTo(json("{'jsonrpc': '2.0', 'id': 1, 'result': 0}"));
      assertThat(client.next()).isEqualTo(json("{'jsonrpc': '2.0', 'id': 2, 'result': 0}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", 'params': {}", ", 'params': []"})
    void takesNoParamsInEachWay(String params) throws Exception {
      client.send("{'jsonrpc': '2.0', 'method': 'ping', 'id': 1" + params + "}");

      assertThat(client.next()).isEqualTo(json("{'jsonrpc': '2.0', 'id': 1, 'result': 'pong'}"));
    }

    @Test
    void answersNoNotification() throws Exception {
      client.send("{'jsonrpc': '2.0', 'method': 'ping', 'params': [1,2,3,4,5]}");
      client.send("{'jsonrpc': '2.0', 'method': 'foobar'}");
      client.send("{'jsonrpc': '2.0', 'method': '$/cancelRequest', 'params': {'id': 9}}");
      client.send("{'jsonrpc': '2.0', 'method': 'ping', 'id': 'last'}");

      assertThat(client.next().path("id").asString()).isEqualTo("last");
    }

    @Test
    void carriesOutNotifications() throws Exception {
      client.send("{'jsonrpc': '2.0', 'method': 'begin_session'}");

      assertThat(client.result("get_session_id", "{}").asLong()).isEqualTo(1);
    }

    @Test
    void refusesAMethodThatIsNotThere() throws Exception {
      client.send("{'jsonrpc': '2.0', 'method': 'foobar', 'id': '1'}");

      JsonNode answer = client.next();
      assertThat(answer.path("id")).isEqualTo(json("'1'"));
      assertError(answer, -32601, "METHOD_NOT_FOUND");
      assertThat(answer.path("error").path("message").asString()).contains("foobar");
    }

    @Test
    void refusesInvalidJsonAndGoesOn() throws Exception {
      client.send("{'jsonrpc': '2.0', 'method': 'foobar, 'params': 'bar', 'baz]");

      JsonNode answer = client.next();
      assertThat(answer.path("id").isNull()).isTrue();
      assertError(answer, -32700, "PARSE_ERROR");
      assertThat(client.result("ping", "{}").asString()).isEqualTo("pong");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'jsonrpc': '2.0', 'method': 1, 'params': 'bar'}",
          "{'jsonrpc': '2.0'}",
          "{'jsonrpc': '1.0', 'method': 'ping', 'id': true}",
          "{'method': 'ping'}",
          "{'jsonrpc': 2.0, 'method': 'ping'}",
          "{'jsonrpc': '2.0', 'method': 'ping', 'id': {}}",
          "{'jsonrpc': '2.0', 'method': 'ping', 'id': [1]}"
        })
    void refusesAnInvalidRequestWithoutAnId(String request) throws Exception {
      client.send(request);

      JsonNode answer = client.next();
      assertThat(answer.path("id").isNull()).isTrue();
      assertThat(answer.has("id")).isTrue();
      assertError(answer, -32600, "INVALID_REQUEST");
    }

    /** LSP4J writes it so. */
    @Test
    void takesNullForNoParams() throws Exception {
      client.send("{'jsonrpc': '2.0', 'method': 'ping', 'params': null, 'id': 7}");

      assertThat(client.next().path("result").asString()).isEqualTo("pong");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'jsonrpc': '2.0', 'method': 'ping', 'params': 'bar', 'id': 7}",
          "{'jsonrpc': '2.0', 'method': {}, 'id': 7}",
          "{'method': 'ping', 'id': 7}"
        })
    void refusesAnInvalidRequestUnderItsId(String request) throws Exception {
      client.send(request);

      JsonNode answer = client.next();
      assertThat(answer.path("id")).isEqualTo(json("7"));
      assertError(answer, -32600, "INVALID_REQUEST");
    }
  }

  @Nested
  class Ids {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "1",
          "-7",
          "0",
          "1.5",
          "12345678901234567890",
          "0.12345678901234567890123",
          "1e400",
          "'text'",
          "''",
          "null",
          "'\\ud83d\\ude00'",
          "'\\u0000'"
        })
    void areGivenBackAsTheyCame(String id) throws Exception {
      client.send("{'jsonrpc': '2.0', 'method': 'ping', 'id': " + id + "}");

      assertThat(client.next().path("id")).isEqualTo(json(id));
    }

    @Test
    void mayHaveHalfASurrogatePair() throws Exception {
      client.send("{'jsonrpc': '2.0', 'method': 'ping', 'id': '\\ud800'}");

      assertThat(client.next().path("id").asString()).isEqualTo("\ud800");
    }

    @Test
    void areRefusedWhileInFlight() throws Exception {
      daemon.origin().on("/mod.zip", Step.stall());
      String id = client.sendCall("download_and_unzip", daemon.params("/mod.zip", "mod"));
      daemon.origin().awaitExchange(0);

      client.send("{'jsonrpc': '2.0', 'method': 'ping', 'id': '" + id + "'}");

      JsonNode refused = client.answer(id);
      assertError(refused, -32600, "INVALID_REQUEST");
      assertThat(refused.path("error").path("message").asString()).contains(id);
    }

    @Test
    void areInFlightUntilTheirBatchIsAnswered() throws Exception {
      stallADownload();
      client.send(
          "[{'jsonrpc': '2.0', 'id': 'b1', 'method': 'await_download', 'params': ['one']},"
              + " {'jsonrpc': '2.0', 'id': 'b2', 'method': 'ping'}]");

      client.send("{'jsonrpc': '2.0', 'id': 'b2', 'method': 'ping'}");

      assertError(client.answer("b2"), -32600, "INVALID_REQUEST");
    }

    /** Whoever awaits it, waits. */
    private void stallADownload() throws Exception {
      daemon.origin().on("/mod.zip", Step.stall());
      client.result("start_download", daemon.params("/mod.zip", "mod").put("downloadId", "one"));
    }

    @Test
    void areTheSameHoweverTheNumberIsWritten() throws Exception {
      stallADownload();
      client.send("{'jsonrpc': '2.0', 'id': 5, 'method': 'await_download', 'params': ['one']}");

      client.send("{'jsonrpc': '2.0', 'id': 5.0, 'method': 'ping'}");

      assertError(
          client.await(message -> message.path("id").isNumber()), -32600, "INVALID_REQUEST");
    }

    /** It is an id as any other: discouraged by the specification, and no notification's. */
    @Test
    void areRefusedWhileInFlightAlsoWhereTheyAreNull() throws Exception {
      stallADownload();
      client.send("{'jsonrpc': '2.0', 'id': null, 'method': 'await_download', 'params': ['one']}");

      client.send("{'jsonrpc': '2.0', 'id': null, 'method': 'ping'}");

      JsonNode refused = client.await(message -> message.path("id").isNull());
      assertError(refused, -32600, "INVALID_REQUEST");
    }

    @Test
    void mayBeUsedAgainAfterTheirAnswer() throws Exception {
      client.send("{'jsonrpc': '2.0', 'method': 'ping', 'id': 1}");
      client.next();
      client.send("{'jsonrpc': '2.0', 'method': 'ping', 'id': 1}");

      assertThat(client.next().path("result").asString()).isEqualTo("pong");
    }

    @Test
    void ofAStringAndOfANumberAreTwo() throws Exception {
      daemon.origin().on("/mod.zip", Step.stall());
      client.send(
          "{'jsonrpc': '2.0', 'method': 'download_and_unzip', 'params': "
              + daemon.params("/mod.zip", "mod")
              + ", 'id': 1}");
      daemon.origin().awaitExchange(0);

      client.send("{'jsonrpc': '2.0', 'method': 'ping', 'id': '1'}");

      JsonNode answer = client.await(message -> message.path("id").isString());
      assertThat(answer.path("result").asString()).isEqualTo("pong");
    }
  }

  @Nested
  class Batches {
    @Test
    void areRefusedWhenTheyAreNoJson() throws Exception {
      client.send("[{'jsonrpc': '2.0', 'method': 'ping', 'id': '1'},{'jsonrpc': '2.0', 'method']");

      assertError(client.next(), -32700, "PARSE_ERROR");
    }

    @Test
    void areRefusedWhenEmpty() throws Exception {
      client.send("[]");

      JsonNode answer = client.next();
      assertThat(answer.isObject()).isTrue();
      assertError(answer, -32600, "INVALID_REQUEST");
    }

    @Test
    void haveEachInvalidElementAnswered() throws Exception {
      client.send("[1,2,3]");

      JsonNode answer = client.next();
      assertThat(answer.size()).isEqualTo(3);
      answer.forEach(one -> assertError(one, -32600, "INVALID_REQUEST"));
    }

    @Test
    void areAnsweredTogetherButForTheirNotifications() throws Exception {
      client.send(
          "[{'jsonrpc': '2.0', 'method': 'ping', 'id': '1'},"
              + "{'jsonrpc': '2.0', 'method': 'ping', 'params': [7]},"
              + "{'jsonrpc': '2.0', 'method': 'get_session_id', 'params': ['a'], 'id': '2'},"
              + "{'foo': 'boo'},"
              + "{'jsonrpc': '2.0', 'method': 'foo.get', 'params': {'name': 'myself'}, 'id': '5'},"
              + "{'jsonrpc': '2.0', 'method': 'list_downloads', 'id': '9'}]");

      JsonNode answers = client.next();
      assertThat(answers.size()).isEqualTo(5);
      assertThat(byId(answers, "'1'").path("result").asString()).isEqualTo("pong");
      assertThat(byId(answers, "'2'").path("result").asLong(-1)).isEqualTo(0);
      assertError(byId(answers, "null"), -32600, "INVALID_REQUEST");
      assertError(byId(answers, "'5'"), -32601, "METHOD_NOT_FOUND");
      assertThat(byId(answers, "'9'").path("result").isArray()).isTrue();
    }

    @Test
    void ofNotificationsAreNotAnswered() throws Exception {
      client.send(
          "[{'jsonrpc': '2.0', 'method': 'ping'}, {'jsonrpc': '2.0', 'method': 'begin_session'}]");
      client.send("{'jsonrpc': '2.0', 'method': 'ping', 'id': 'last'}");

      assertThat(client.next().path("id").asString()).isEqualTo("last");
    }

    @Test
    void areAnsweredWhenAllTheirCallsAre() throws Exception {
      daemon.origin().on("/mod.zip", Step.stall());
      client.send(
          "[{'jsonrpc': '2.0', 'method': 'ping', 'id': 1},"
              + "{'jsonrpc': '2.0', 'method': 'download_and_unzip', 'id': 2, 'params': "
              + daemon.params("/mod.zip", "mod")
              + "}]");
      daemon.origin().awaitExchange(0);

      client.result("begin_session", "{}");

      JsonNode answers = client.await(JsonNode::isArray);
      assertThat(answers.size()).isEqualTo(2);
      assertError(byId(answers, "2"), -32001, "CANCELLED_SESSION_CHANGE");
    }

    @Test
    void mayHave1000Calls() throws Exception {
      client.sendRaw(pings(1_000));

      Set<Long> ids = new TreeSet<>();
      client.next().forEach(answer -> ids.add(answer.path("id").asLong()));
      assertThat(ids).hasSize(1_000);
    }

    @Test
    void of1001CallsAreRefusedAndTheConnectionGoesOn() throws Exception {
      client.sendRaw(pings(1_001));

      JsonNode answer = client.next();
      assertError(answer, -32600, "INVALID_REQUEST");
      assertThat(answer.path("error").path("message").asString()).contains("1001").contains("1000");
      assertThat(client.result("ping", "{}").asString()).isEqualTo("pong");
    }

    @Test
    void refuseAnIdThatTheyHaveTwiceInFlight() throws Exception {
      daemon.origin().on("/mod.zip", Step.stall());
      client.send(
          "[{'jsonrpc': '2.0', 'method': 'download_and_unzip', 'id': 1, 'params': "
              + daemon.params("/mod.zip", "mod")
              + "}, {'jsonrpc': '2.0', 'method': 'ping', 'id': 1}]");
      daemon.origin().awaitExchange(0);

      client.result("begin_session", "{}");

      JsonNode answers = client.await(JsonNode::isArray);
      assertError(answers.get(0), -32600, "INVALID_REQUEST");
      assertError(answers.get(1), -32001, "CANCELLED_SESSION_CHANGE");
    }

    private static String pings(int count) {
      return IntStream.range(0, count)
              .mapToObj(i -> "{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"id\":" + i + "}")
              .collect(Collectors.joining(",", "[", "]"))
          + "\n";
    }

    private static JsonNode byId(JsonNode answers, String id) {
      return answers
          .valueStream()
          .filter(answer -> answer.path("id").equals(json(id)))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void takesCallsOfAConnectionInTheOrderSent() throws Exception {
    for (int i = 0; i < 50; i++) {
      client.send("{'jsonrpc': '2.0', 'method': 'begin_session', 'id': 'b" + i + "'}");
      client.send("{'jsonrpc': '2.0', 'method': 'get_session_id', 'id': 'g" + i + "'}");
    }

    for (int i = 0; i < 50; i++) {
      assertThat(client.answer("b" + i).path("result").path("sessionId").asLong()).isEqualTo(i + 1);
      assertThat(client.answer("g" + i).path("result").asLong()).isEqualTo(i + 1);
    }
  }

  static void assertError(JsonNode answer, int code, String reason) {
    assertThat(answer.path("jsonrpc").asString()).isEqualTo("2.0");
    JsonNode error = answer.path("error");
    assertThat(error.path("code").asInt()).as("%s", answer).isEqualTo(code);
    assertThat(error.path("message").asString()).isNotBlank();
    assertThat(error.path("data").path("reason").asString()).isEqualTo(reason);
    assertThat(error.path("data").path("retryable").isBoolean()).isTrue();
    assertThat(answer.has("result")).isFalse();
  }
}
