package dev.leash.bootstrap.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.inject.Module;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.FakeClock;
import dev.leash.domain.session.Sessions;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What clients may cost. */
final class LimitsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int UNREAD = 1 << 20;

  /** Started by each test, with the limits that it is about. */
  @SuppressWarnings("NullAway.Init")
  private RunningDaemon daemon;

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  @Nested
  class OfBatches {
    @Test
    void putAnErrorInThePlaceOfWhatIsTooLong() throws Exception {
      daemon = RunningDaemon.start(limits(2, 100));
      TestClient client = daemon.client();
      String ping = "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"ping\"}";

      client.send(
          "[" + ping.formatted(1) + "," + ping.formatted(2) + "," + ping.formatted(3) + "]");

      JsonNode answers = client.next();
      assertThat(answers).hasSize(3);
      assertThat(answers.get(0).path("result").asString()).isEqualTo("pong");
      assertThat(answers.get(1).path("result").asString()).isEqualTo("pong");
      assertThat(answers.get(2).path("id").asInt()).isEqualTo(3);
      assertThat(answers.get(2).at("/error/code").asInt()).isEqualTo(-32600);
      assertThat(answers.get(2).at("/error/message").asString()).contains("100 bytes");
    }
  }

  @Nested
  class OfClients {
    @Test
    void turnOneMoreAway() throws Exception {
      daemon = RunningDaemon.start(limits(2, UNREAD));
      TestClient first = daemon.client();
      TestClient second = daemon.client();
      first.result("ping", "{}");
      second.result("ping", "{}");

      TestClient third = daemon.client();

      third.awaitEnd();
      assertThat(first.result("ping", "{}").asString()).isEqualTo("pong");
      second.shutdownOutput();
      second.awaitEnd();
      assertThat(admitted().result("ping", "{}").asString()).isEqualTo("pong");
    }

    /** Whoever left has its place free a moment after its connection's end. */
    private TestClient admitted() throws Exception {
      TestClient client = daemon.client();
      while (!client.isServed()) {
        client = daemon.client();
      }
      return client;
    }
  }

  @Nested
  class OfScopes {
    private static final int BATCH = 1_000;

    private String begin(int scope) {
      return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"begin_session\",\"params\":[\"s%d\"]}"
          .formatted(scope, scope);
    }

    @Test
    void refuseOneMoreAndLetTheOthersGoOn() throws Exception {
      daemon = RunningDaemon.start();
      TestClient client = daemon.client();
      for (int from = 0; from < Sessions.MAX_SCOPES; from += BATCH) {
        client.sendRaw(
            IntStream.range(from, from + BATCH)
                .mapToObj(this::begin)
                .collect(Collectors.joining(",", "[", "]\n")));
        assertThat(client.next().values()).allMatch(answer -> answer.has("result"));
      }

      JsonNode refused = client.error("begin_session", "{'scope': 'one-more'}");

      assertThat(refused.path("code").asInt()).isEqualTo(-32600);
      assertThat(refused.at("/data/reason").asString()).isEqualTo("INVALID_REQUEST");
      assertThat(refused.path("message").asString())
          .contains("'one-more'", "20000 scopes", "windows' names");
      assertThat(
              client
                  .error("start_download", daemon.params("/x", "x").put("scope", "one-more"))
                  .path("code")
                  .asInt())
          .isEqualTo(-32600);
      assertThat(client.result("begin_session", "['s0']").path("previousSessionId").asLong())
          .isPositive();
      assertThat(client.result("begin_session", "{}").path("scope").asString()).isEqualTo("main");
      assertThat(client.result("get_session_id", "['one-more']").asLong()).isZero();
    }

    @Test
    void doNotCountQuestions() throws Exception {
      daemon = RunningDaemon.start();
      TestClient client = daemon.client();
      for (int i = 0; i < 2 * Sessions.MAX_SCOPES; i += 2) {
        client.sendCall("get_session_id", TestClient.json("['q" + i + "']"));
        client.sendCall("list_downloads", TestClient.json("{'scope': 'q" + (i + 1) + "'}"));
      }

      assertThat(client.result("begin_session", "['new']").path("scope").asString())
          .isEqualTo("new");
    }
  }

  @Nested
  class OfWhatIsUnread {
    private final FakeClock clock = new FakeClock();

    @Test
    void disconnectAClientThatReadsNothing() throws Exception {
      daemon = RunningDaemon.start(limits(10, UNREAD), clock());
      TestClient deaf = daemon.deafClient();
      overrun(deaf);

      clock.advance(PATIENCE.plusSeconds(1));

      awaitBroken(deaf);
      assertThat(daemon.client().result("ping", "{}").asString()).isEqualTo("pong");
    }

    @Test
    void endABoundSessionWithItsClient() throws Exception {
      daemon = RunningDaemon.start(limits(10, UNREAD), clock());
      TestClient witness = daemon.client();
      witness.result("subscribe", "{}");
      TestClient deaf = daemon.deafClient();
      deaf.sendCall("begin_session", JsonMapper.shared().createObjectNode());
      overrun(deaf);

      clock.advance(PATIENCE.plusSeconds(1));

      witness.notification("session_changed", params -> params.path("sessionId").asLong() == 0);
    }

    @Test
    void doNotSlowAnother() throws Exception {
      daemon = RunningDaemon.start(limits(10, UNREAD), clock());
      overrun(daemon.deafClient());
      TestClient other = daemon.client();

      for (int i = 0; i < 100; i++) {
        assertThat(other.result("ping", "{}").asString()).isEqualTo("pong");
      }
    }

    /**
     * Calls until the daemon waits for the client to read: its clock tells, by the alarm that it
     * has set.
     */
    private void overrun(TestClient deaf) throws Exception {
      int before = clock.pending();
      ObjectNode none = JsonMapper.shared().createObjectNode();
      Thread caller =
          Thread.ofPlatform()
              .daemon(true)
              .start(() -> {
                try {
                  while (true) {
                    deaf.sendCall("begin_session", json(none));
                  }
                } catch (IOException e) {
                  // Disconnected, as it should be.
                }
              });
      clock.awaitPending(before + 1);
      assertThat(caller.isAlive()).isTrue();
    }

    private static ObjectNode json(ObjectNode none) {
      return none.deepCopy().put("scope", "s");
    }

    private static void awaitBroken(TestClient deaf) {
      assertTimeoutPreemptively(
          TestClient.PATIENCE,
          () -> {
            try {
              while (true) {
                deaf.sendRaw("\n".repeat(1_000));
              }
            } catch (IOException e) {
              assertThat(e).isNotNull();
            }
          });
    }

    private Module clock() {
      return binder -> binder.bind(Clock.class).toInstance(clock);
    }
  }

  @Test
  void applyToNobodyWhoReads() throws Exception {
    daemon = RunningDaemon.start(limits(10, 1_000));
    TestClient client = daemon.client();

    for (int i = 0; i < 2_000; i++) {
      client.sendCall("get_session_id", JsonMapper.shared().createObjectNode());
    }

    assertThat(client.result("ping", "{}").asString()).isEqualTo("pong");
    assertThat(client.received()).hasSize(2_001);
  }

  private static IpcLimits limits(int clients, int unread) {
    IpcLimits defaults = IpcLimits.DEFAULT;
    return new IpcLimits(
        defaults.messageBytes(),
        defaults.batchCalls(),
        defaults.jsonDepth(),
        clients,
        defaults.inFlight(),
        unread,
        PATIENCE);
  }
}
