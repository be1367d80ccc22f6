package dev.leash.bootstrap.ipc;

import static dev.leash.bootstrap.ipc.JsonRpcTest.assertError;
import static dev.leash.bootstrap.ipc.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.http.testing.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What one client does disturbs no other, and costs the daemon little. */
final class HostileClientsTest extends AgainstADaemon {
  private static final int MEBIBYTE = 1 << 20;

  @AfterEach
  void servesTheOthers() throws Exception {
    assertThat(client.result("ping", "{}").asString()).isEqualTo("pong");
  }

  /** In one line, which it would need as many bytes to keep; the heap of tests is smaller. */
  @Test
  void sendAGigabyte() throws Exception {
    TestClient hostile = daemon.client();
    byte[] piece = new byte[MEBIBYTE];
    Arrays.fill(piece, (byte) '[');
    try {
      for (int sent = 0; sent < 1_024; sent++) {
        hostile.sendRaw(piece);
      }
    } catch (IOException e) {
      // Closed on it, once its time was over.
    }

    assertError(hostile.next(), -32600, "INVALID_REQUEST");
    hostile.awaitEnd();
  }

  @Test
  void announceAGigabyteAndSendNothing() throws Exception {
    TestClient hostile = daemon.clientWithHeaders();
    hostile.sendRaw("Content-Length: 1073741824\r\n\r\n");

    assertError(hostile.next(), -32600, "INVALID_REQUEST");
  }

  @Test
  void stopInTheMidstOfAFrame() throws Exception {
    daemon.client().sendRaw("{\"jsonrpc\": \"2.0\", \"meth");
    daemon.clientWithHeaders().sendRaw("Content-Length: 1000000\r\n\r\n{");
    daemon.client().sendRaw("");
  }

  /** Its answers fill what may be unread; from then on it is read no further. */
  @Test
  void sendAMillionRequestsWithoutReading() throws Exception {
    int answer = client.result("get_stats", "{}").toString().length();
    TestClient deaf = daemon.deafClient();
    byte[] thousand =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"get_stats\"}\n"
            .repeat(1_000)
            .getBytes(StandardCharsets.UTF_8);
    AtomicInteger taken = new AtomicInteger();
    Thread sender =
        Thread.ofPlatform()
            .daemon(true)
            .start(() -> taken.set(1_000 * sentUntilItEnds(deaf, thousand)));

    // On a slow machine it may be disconnected before anybody looks: it has read nothing.
    Awaiting.until(
        "it is read no further",
        () -> !sender.isAlive() || Awaiting.isThreadWaitingIn(Outbox.class.getName(), "awaitRoom"));
    for (int i = 0; i < 1_000; i++) {
      client.result("ping", "{}");
    }
    deaf.close();
    sender.join();

    // Twice, because what is in the socket's own buffers has been sent, too.
    assertThat(taken.get()).isLessThan(2 * IpcLimits.DEFAULT.unreadBytes() / answer);
  }

  @Test
  void haveMoreCallsInFlightThanMayBe() throws Exception {
    daemon.origin().on("/silent.zip", Step.stall());
    ObjectNode download = daemon.params("/silent.zip", "mod").put("downloadId", "one");
    TestClient hostile = daemon.client();
    hostile.result("start_download", download);
    int limit = IpcLimits.DEFAULT.inFlight();

    for (int i = 0; i < limit + 1; i++) {
      hostile.send(
          "{'jsonrpc': '2.0', 'id': " + i + ", 'method': 'await_download', 'params': ['one']}");
    }

    JsonNode answer = hostile.await(message -> message.has("error"));
    assertError(answer, -32600, "INVALID_REQUEST");
    assertThat(answer.at("/error/message").asString()).contains("10000");
  }

  @Test
  void subscribeToMoreScopesThanAnAppHasWindows() throws Exception {
    for (int i = 0; i < Notifier.MAX_SUBSCRIPTIONS; i++) {
      client.result("subscribe", "{'scope': 'w" + i + "'}");
    }

    assertThat(client.result("subscribe", "{'scope': 'w0'}").asBoolean()).isTrue();
    assertError(client.call("subscribe", "{'scope': 'more'}"), -32600, "INVALID_REQUEST");
    assertThat(client.result("subscribe", "{}").asBoolean()).as("to all").isTrue();
  }

  /** Each of them is within its own bounds, all of them are more than the heap. */
  @Test
  void leaveUnreadTogetherWhatOneAloneMayLeave() throws Exception {
    byte[] calls =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"rpc.discover\"}\n"
            .repeat(200)
            .getBytes(StandardCharsets.UTF_8);
    List<TestClient> deaf = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      deaf.add(daemon.deafClient());
      deaf.getLast().sendRaw(calls);
    }

    // Until some of them are gone.
    long all = deaf.size() + 1L;
    long clients = all;
    while (clients == all) {
      clients = client.result("get_stats", "{}").path("clients").asLong();
    }
    assertThat(clients).isBetween(2L, all);
  }

  /**
   * Each of these answers at once. That none leaves anything behind is tested where it would be
   * left: {@link DaemonMethodsTest}.
   */
  @Test
  void joinTheSameDownloadAgainAndAgain() throws Exception {
    daemon.origin().on("/silent.zip", Step.stall());
    ObjectNode download = daemon.params("/silent.zip", "mod").put("downloadId", "one");
    for (int i = 0; i < 2_000; i++) {
      client.result("start_download", download);
      String wait = client.sendCall("await_download", json("{'downloadId': 'one'}"));
      client.send(
          "{'jsonrpc': '2.0', 'method': '$/cancelRequest', 'params': {'id': '" + wait + "'}}");
      client.answer(wait);
    }

    client.result("cancel_download", "{'downloadId': 'one'}");
    assertThat(client.notifications("download_finished")).hasSize(1);
  }

  @Test
  void comeAndGo() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      try (TestClient hasty = TestClient.connectDeaf(daemon.socket())) {
        hasty.sendRaw(
            i % 2 == 0 ? "" : "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}\n");
      }
    }
  }

  /**
   * The downloads below take all the processors they get, and then have no end: an answer that
   * waited for them would never come. How quick it is, {@code ./leash bench cancel} tells.
   */
  @Test
  void downloadAllTheTime() throws Exception {
    daemon.origin().on("/flow", Step.head(200), Step.bytes(new byte[8 * MEBIBYTE]), Step.stall());
    TestClient busy = daemon.client();
    for (int i = 0; i < 8; i++) {
      busy.result("start_download", daemon.params("/flow", "mod" + i).put("unpack", false));
    }
    busy.await(HostileClientsTest::hasArrived);

    IntStream.range(0, 500).forEach(_ -> ping());

    List<JsonNode> ended = busy.notifications("download_finished");
    assertThat(ended).isEmpty();
    Awaiting.until(
        "all of them run",
        () -> client.result("get_stats", "{}").at("/downloads/running").asInt() == 8);
  }

  private void ping() {
    try {
      client.result("ping", "{}");
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean hasArrived(JsonNode message) {
    return message.at("/params/receivedBytes").asLong(0) > 0;
  }

  /** How often it could be sent. */
  private static int sentUntilItEnds(TestClient client, byte[] bytes) {
    int sent = 0;
    try {
      while (sent < 1_000) {
        client.sendRaw(bytes);
        sent++;
      }
    } catch (IOException e) {
      // Disconnected, or the test is over.
    }
    return sent;
  }
}
