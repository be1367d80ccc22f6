package dev.leash.benchmarks.install;

import dev.leash.bootstrap.client.LeashClient;
import dev.leash.bootstrap.client.RpcException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Installs through a daemon's socket, as an app does: all items at once. */
final class LeashCalls {
  private LeashCalls() {}

  static void install(LeashClient client, Job job) throws IOException, InterruptedException {
    List<CompletableFuture<JsonNode>> answers = new ArrayList<>();
    for (Job.Item item : job.items()) {
      ObjectNode params = LeashClient.params();
      params.put("fileName", item.archive());
      params.put("downloadUrl", item.url());
      params.put("savePath", job.target(item).toString());
      answers.add(client.send("download_and_unzip", params));
    }
    try {
      for (CompletableFuture<JsonNode> answer : answers) {
        LeashClient.await(answer);
      }
    } catch (RpcException e) {
      throw new IOException(e.reason() + ": " + e.getMessage(), e);
    }
  }
}
