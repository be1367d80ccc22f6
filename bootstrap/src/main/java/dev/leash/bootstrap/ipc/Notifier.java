package dev.leash.bootstrap.ipc;

import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.port.DownloadEvents;
import dev.leash.domain.port.SessionEvents;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells clients of what happens, as they {@linkplain Listeners listen}. Safe for use by several
 * threads; never waits for a client.
 */
final class Notifier implements DownloadEvents, SessionEvents {
  private static final Notification PROGRESS =
      new Notification(
          "download_progress",
          "How a download stands: each change of its state, and its progress now and then.",
          StatusJson.STATUS);

  private static final Notification FINISHED =
      new Notification(
          "download_finished",
          "A download has ended; nothing more is told of it.",
          StatusJson.FINISHED);

  private static final Notification SESSION_CHANGED =
      new Notification(
          "session_changed", "A session has ended or the first one begun.", SessionMethods.CHANGE);

  /** What is sent unasked. */
  static final List<Notification> NOTIFICATIONS = List.of(PROGRESS, FINISHED, SESSION_CHANGED);

  /**
   * A message without an answer.
   *
   * @param summary a sentence for a person
   */
  record Notification(String name, String summary, Shape<?> params) {}

  private final Listeners listeners;
  private final Json json;

  Notifier(Listeners listeners, Json json) {
    this.listeners = listeners;
    this.json = json;
  }

  @Override
  public void accepted(DownloadStatus status) {
    state(status);
  }

  @Override
  public void changed(DownloadStatus status) {
    state(status);
  }

  @Override
  public void progressed(DownloadStatus status) {
    Supplier<byte[]> message = memo(() -> notification(PROGRESS, StatusJson.STATUS.write(status)));
    listeners.of(status).forEach(client -> client.outbox().sendProgress(status.id(), message));
  }

  @Override
  public void finished(DownloadStatus status) {
    Supplier<byte[]> message =
        memo(() -> notification(FINISHED, StatusJson.FINISHED.write(status)));
    listeners.of(status).forEach(client -> client.outbox().sendState(status.id(), message.get()));
  }

  @Override
  public void begun(Scope scope, SessionId current) {}

  @Override
  public void held(Scope scope, SessionId ended, Duration since) {}

  @Override
  public void changed(Change change) {
    byte[] message = notification(SESSION_CHANGED, SessionMethods.CHANGE.write(change));
    listeners.of(change, message).forEach(client -> client.outbox().send(message));
  }

  private void state(DownloadStatus status) {
    Supplier<byte[]> message = memo(() -> notification(PROGRESS, StatusJson.STATUS.write(status)));
    listeners.of(status).forEach(client -> client.outbox().sendState(status.id(), message.get()));
  }

  private byte[] notification(Notification notification, ObjectNode params) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put("jsonrpc", "2.0");
    message.put("method", notification.name());
    message.set("params", params);
    return json.encode(message);
  }

  /** Encodes once, however many listen, and not at all where none does. */
  private static Supplier<byte[]> memo(Supplier<byte[]> encode) {
    return new Supplier<>() {
      private byte[] encoded = new byte[0];

      @Override
      public synchronized byte[] get() {
        if (encoded.length == 0) {
          encoded = encode.get();
        }
        return encoded;
      }
    };
  }
}
