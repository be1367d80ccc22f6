package dev.leash.benchmarks.cancel;

import dev.leash.benchmarks.kit.DaemonProcess;
import dev.leash.bootstrap.client.LeashClient;
import dev.leash.bootstrap.client.RpcException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Plays a frontend: one connection's downloads are cancelled by what another one says. */
final class Page implements AutoCloseable {
  private final LeashClient old;
  private final LeashClient refreshed;
  private final Path root;
  private final String scope;
  private long downloads;

  Page(DaemonProcess daemon, String scope) throws IOException {
    this.root = daemon.root();
    this.scope = scope;
    old = daemon.connect(_ -> {});
    refreshed = daemon.connect(_ -> {});
  }

  /** When an answer came, or will. */
  record Answer(CompletableFuture<Long> nanos) {
    boolean isThere() {
      return nanos.isDone();
    }

    long await() throws InterruptedException {
      try {
        return nanos.get(Watch.PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new IllegalStateException("an answer is not as it should be, or missing", e);
      }
    }
  }

  /** A download whose caller waits. */
  record Download(String id, Answer cancelled) {}

  /** A new session, and when it was asked for. */
  record Refresh(long sent, Answer begun) {}

  /** Asks for a download, and waits for its cancellation. */
  Download download(String url) throws IOException {
    String id = scope + "-" + ++downloads;
    ObjectNode params = LeashClient.params();
    params.put("fileName", "mod.zip");
    params.put("downloadUrl", url);
    params.put("savePath", root.resolve(id).toString());
    params.put("scope", scope);
    params.put("downloadId", id);
    return new Download(
        id, new Answer(old.send("download_and_unzip", params).thenApply(Page::cancelledNow)));
  }

  /** Refreshes the page. */
  Refresh refresh() throws IOException {
    ObjectNode params = LeashClient.params().put("scope", scope).put("detached", true);
    long sent = System.nanoTime();
    return new Refresh(
        sent, new Answer(refreshed.send("begin_session", params).thenApply(Page::begunNow)));
  }

  JsonNode status(Download download) throws IOException, RpcException, InterruptedException {
    return old.call("get_download", LeashClient.params().put("downloadId", download.id()));
  }

  @Override
  public void close() throws IOException {
    try (old;
        refreshed) {
      // Both.
    }
  }

  private static long cancelledNow(JsonNode response) {
    long now = System.nanoTime();
    String reason = response.path("error").path("data").path("reason").asString("");
    if (!reason.equals("CANCELLED_SESSION_CHANGE")) {
      throw new IllegalStateException("a download was to be cancelled, but: " + response);
    }
    return now;
  }

  private static long begunNow(JsonNode response) {
    long now = System.nanoTime();
    if (!response.has("result")) {
      throw new IllegalStateException("a session was to begin, but: " + response);
    }
    return now;
  }
}
