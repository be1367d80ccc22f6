package dev.leash.bootstrap.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.port.FakeClock;
import dev.leash.domain.port.SessionEvents;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class DaemonMethodsTest {
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final Listeners listeners = new Listeners();
  private final Notifier notifier = new Notifier(listeners, new Json(IpcLimits.DEFAULT));
  private final Outbox outbox =
      new Outbox(
          Channels.newChannel(sent),
          () -> {},
          Framing.LINES,
          new Outbox.Bounds(
              IpcLimits.DEFAULT,
              new FakeClock(),
              new ClientMemory(1_000_000).open(() -> {}),
              _ -> {}));
  private final Client client = new Client(outbox);

  @Test
  void aSubscriptionHoldsWhenItIsAnswered() {
    Method subscribe = method("subscribe");
    listeners.join(client);

    subscribe
        .handler()
        .call(params(subscribe), client, whenAnswered(() -> notifier.changed(change(1, 2))));

    assertThat(sent()).contains("session_changed");
  }

  @Test
  void aSubscriberForgetsTheSessionsThatItBegan() {
    Method subscribe = method("subscribe");
    listeners.join(client);
    subscribe.handler().call(params(subscribe), client, Reply.NONE);
    listeners.subscribe(client, Optional.of(Scope.MAIN));
    client.noteBegun(new SessionId(1), true);

    notifier.changed(change(1, 2));

    assertThat(client.close()).isEmpty();
  }

  @Test
  void aDownloadThatIsAskedAboutAgainAndAgainKeepsNothingMore() {
    CompletableFuture<DownloadStatus> ended = new CompletableFuture<>();

    for (int i = 0; i < 1_000; i++) {
      listeners.follow(client, new DownloadId("one"), ended);
    }

    assertThat(ended.getNumberOfDependents()).isEqualTo(1);
  }

  private Method method(String name) {
    return new DaemonMethods(listeners, () -> {})
        .methods().stream().filter(method -> method.name().equals(name)).findFirst().orElseThrow();
  }

  private static Params params(Method method) {
    return new Params(method.name(), method.params(), Optional.empty());
  }

  private static SessionEvents.Change change(long previous, long current) {
    return new SessionEvents.Change(
        Scope.MAIN, new SessionId(current), new SessionId(previous), Optional.empty(), List.of());
  }

  private static Reply whenAnswered(Runnable then) {
    return new Reply() {
      @Override
      public void result(JsonNode result) {
        then.run();
      }

      @Override
      public void error(RpcError error) {
        throw new AssertionError(error);
      }

      @Override
      public void onCancelRequest(Runnable cancel) {}
    };
  }

  /** All that was sent until now. */
  private String sent() {
    outbox.finish();
    outbox.run();
    return sent.toString(StandardCharsets.UTF_8);
  }
}
