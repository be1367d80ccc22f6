package dev.leash.bootstrap.demo;

import dev.leash.bootstrap.client.LeashClient;
import dev.leash.bootstrap.client.ProgressLine;
import dev.leash.bootstrap.client.RpcException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Plays one life of a frontend's page: a connection, a session, a download at a time. */
final class Page implements AutoCloseable {
  private final ProgressLine progress = ProgressLine.onStandardError();
  private final CountDownLatch halfWay = new CountDownLatch(1);
  private final LeashClient client;
  private final long session;

  private Page(Path socket) throws IOException, RpcException, InterruptedException {
    client = LeashClient.connect(socket, this::notified);
    session =
        client
            .call("begin_session", LeashClient.params().put("detached", true))
            .path("sessionId")
            .asLong();
  }

  /** Opens the page: it begins its session. */
  static Page open(Path socket) throws IOException, RpcException, InterruptedException {
    return new Page(socket);
  }

  long session() {
    return session;
  }

  CompletableFuture<JsonNode> download(String url, Path savePath) throws IOException {
    ObjectNode params = LeashClient.params();
    params.put("fileName", "mod.zip");
    params.put("downloadUrl", url);
    params.put("savePath", savePath.toString());
    params.put("sessionId", session);
    return client.send("download_and_unzip", params);
  }

  /** Waits until half of the download has arrived. */
  void awaitHalfWay() throws InterruptedException {
    halfWay.await();
  }

  void endProgress() {
    progress.end();
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  private void notified(JsonNode notification) {
    progress.notified(notification);
    JsonNode status = notification.path("params");
    long total = status.path("totalBytes").asLong(0);
    boolean over = notification.path("method").asString().equals("download_finished");
    if (over || (total > 0 && status.path("receivedBytes").asLong() * 2 >= total)) {
      halfWay.countDown();
    }
  }
}
