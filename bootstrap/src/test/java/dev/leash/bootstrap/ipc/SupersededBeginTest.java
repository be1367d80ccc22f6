package dev.leash.bootstrap.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.multibindings.Multibinder;
import dev.leash.domain.port.SessionEvents;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A session that another client's ends before it was noted who began it. */
final class SupersededBeginTest {
  private RunningDaemon daemon;
  private TestClient other;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    daemon =
        RunningDaemon.start(
            IpcLimits.DEFAULT,
            binder ->
                Multibinder.newSetBinder(binder, SessionEvents.class)
                    .addBinding()
                    .toInstance(new Meddler()));
    other = daemon.client();
    client = daemon.client();
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  @Test
  void isToldToWhoeverBeganItOnceAndAfterItsAnswer() throws Exception {
    String call = client.sendCall("begin_session", TestClient.json("{}"));

    JsonNode change = client.notification("session_changed", SupersededBeginTest::isEndOfFirst);

    assertThat(change.path("sessionId").asLong()).isEqualTo(2);
    assertThat(client.answer(call).at("/result/sessionId").asLong()).isEqualTo(1);
    assertThat(client.position(message -> message.path("id").asString("").equals(call)))
        .isLessThan(client.position(message -> message.has("method")));
    assertThat(toldOfFirst()).hasSize(1);
  }

  @Test
  void isToldOnceToWhoeverHasSubscribed() throws Exception {
    client.result("subscribe", "{}");

    client.result("begin_session", "{}");

    assertThat(toldOfFirst()).hasSize(1);
  }

  private List<JsonNode> toldOfFirst() throws Exception {
    client.result("ping", "{}");
    return client.notifications("session_changed").stream()
        .map(message -> message.path("params"))
        .filter(SupersededBeginTest::isEndOfFirst)
        .toList();
  }

  private static boolean isEndOfFirst(JsonNode change) {
    return change.path("previousSessionId").asLong() == 1;
  }

  /** Has the other client begin the second session as soon as the first one is current. */
  private final class Meddler implements SessionEvents {
    @Override
    public void begun(Scope scope, SessionId current) {
      if (current.value() == 1) {
        try {
          var _ = other.result("begin_session", "{}");
        } catch (IOException | InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }

    @Override
    public void changed(Change change) {}

    @Override
    public void held(Scope scope, SessionId ended, Duration since) {}
  }
}
