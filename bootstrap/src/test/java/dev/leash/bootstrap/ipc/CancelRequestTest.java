package dev.leash.bootstrap.ipc;

import static dev.leash.bootstrap.ipc.JsonRpcTest.assertError;
import static dev.leash.bootstrap.ipc.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.http.testing.Step;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code $/cancelRequest}, as in the Language Server Protocol. */
class CancelRequestTest extends AgainstADaemon {
  private static final byte[] ZIP = RunningDaemon.zip(Map.of("readme.txt", "hello"));

  private TestClient observer;

  @BeforeEach
  void serve() throws Exception {
    observer = daemon.client();
    daemon.origin().serve("/mod.zip", ZIP);
    daemon.origin().on("/silent.zip", Step.stall());
  }

  @Test
  void cancelsTheDownloadThatACallAwaits() throws Exception {
    String call = client.sendCall("download_and_unzip", silent("one"));
    cancel(client, "'" + call + "'");

    JsonNode answer = client.answer(call);

    assertError(answer, -32800, "CANCELLED_BY_REQUEST");
    assertThat(state("one")).isEqualTo("cancelled");
    Awaiting.until(
        "its staging is gone",
        () -> client.result("get_stats", "{}").path("stagingFolders").asInt() == 0);
    Awaiting.until("nothing is left of it", () -> daemon.files().isEmpty());
  }

  @Test
  void endsTheWaitAloneOfACallThatOnlyAwaits() throws Exception {
    client.result("start_download", silent("one"));
    String wait = client.sendCall("await_download", json("{'downloadId': 'one'}"));
    String other = client.sendCall("await_download", json("{'downloadId': 'one'}"));
    cancel(client, "'" + wait + "'");

    JsonNode answer = client.answer(wait);

    assertError(answer, -32800, "CANCELLED_BY_REQUEST");
    assertThat(answer.at("/error/data/downloadId").asString()).isEqualTo("one");
    awaitRunning("one");
    client.result("cancel_download", "{'downloadId': 'one'}");
    assertError(client.answer(other), -32800, "CANCELLED_BY_REQUEST");
    assertThat(client.received().stream().filter(message -> isAnswer(message, wait))).hasSize(1);
  }

  @Test
  void doesNothingToACallThatIsNotInFlight() throws Exception {
    cancel(client, "'never'");
    cancel(client, "7");
    client.send("{'jsonrpc': '2.0', 'method': '$/cancelRequest'}");
    client.send("{'jsonrpc': '2.0', 'method': '$/cancelRequest', 'params': {'id': {}}}");

    assertThat(client.result("ping", "{}").asString()).isEqualTo("pong");
    assertThat(client.received()).hasSize(1);
  }

  @Test
  void doesNothingToACallOfAnotherConnection() throws Exception {
    String call = client.sendCall("download_and_unzip", silent("one"));
    client.notification("download_progress", status -> true);
    TestClient other = daemon.client();
    cancel(other, "'" + call + "'");
    other.result("ping", "{}");

    awaitRunning("one");
  }

  @Test
  void tellsANumberFromAString() throws Exception {
    client.send(call("1", silent("one")));
    cancel(client, "'1'");
    client.result("ping", "{}");

    awaitRunning("one");

    cancel(client, "1");

    assertError(
        client.await(message -> message.path("id").isNumber()), -32800, "CANCELLED_BY_REQUEST");
  }

  @Test
  void reachesACallOfABatch() throws Exception {
    client.send(
        "[" + call("1", silent("one")) + ", {'jsonrpc': '2.0', 'method': 'ping', 'id': 2}]");
    cancel(client, "1");

    JsonNode answers = client.await(JsonNode::isArray);

    assertThat(answers).hasSize(2);
    assertThat(answers.findValuesAsString("reason")).containsExactly("CANCELLED_BY_REQUEST");
  }

  @Test
  void doesNothingToACallThatHasItsAnswer() throws Exception {
    ObjectNode params = daemon.params("/mod.zip", "mod").put("downloadId", "whole");
    client.send(call("1", params));
    client.await(message -> message.path("id").isNumber());
    cancel(client, "1");
    client.result("ping", "{}");

    assertThat(state("whole")).isEqualTo("completed");
  }

  @Test
  void isAnsweredWhereItAsksForAnAnswer() throws Exception {
    client.send("{'jsonrpc': '2.0', 'method': '$/cancelRequest', 'params': {'id': 9}, 'id': 1}");

    assertThat(client.next()).isEqualTo(json("{'jsonrpc': '2.0', 'id': 1, 'result': null}"));
  }

  private ObjectNode silent(String id) {
    return daemon.params("/silent.zip", id).put("downloadId", id);
  }

  private String state(String download) throws Exception {
    ObjectNode params = json("{}").asObject().put("downloadId", download);
    return observer.result("get_download", params).path("state").asString();
  }

  /** A moment ago it may have been queued; had it been cancelled, it would never run again. */
  private void awaitRunning(String download) throws Exception {
    Awaiting.until(download + " runs", () -> state(download).equals("running"));
  }

  private static String call(String id, ObjectNode params) {
    return "{'jsonrpc': '2.0', 'method': 'download_and_unzip', 'id': "
        + id
        + ", 'params': "
        + params
        + "}";
  }

  private static void cancel(TestClient client, String id) throws Exception {
    client.send("{'jsonrpc': '2.0', 'method': '$/cancelRequest', 'params': {'id': " + id + "}}");
  }

  private static boolean isAnswer(JsonNode message, String id) {
    return message.path("id").asString("").equals(id);
  }
}
