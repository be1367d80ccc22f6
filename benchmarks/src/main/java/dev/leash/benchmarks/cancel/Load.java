package dev.leash.benchmarks.cancel;

import dev.leash.benchmarks.kit.DaemonProcess;
import dev.leash.bootstrap.client.LeashClient;
import dev.leash.bootstrap.client.RpcException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Downloads of another scope that keep all cores busy; each that completes is begun again. */
final class Load implements AutoCloseable {
  static final int DOWNLOADS = 8;

  private static final String SCOPE = "load";
  private static final int FILE_BYTES = 64 << 20;

  private final ArchiveServer server = new ArchiveServer(new byte[FILE_BYTES]);
  private final AtomicLong completed = new AtomicLong();
  private final AtomicReference<@Nullable String> failed = new AtomicReference<>();
  private final LeashClient client;
  private final Path root;
  private long startedAt;
  private volatile boolean over;

  Load(DaemonProcess daemon) throws IOException {
    root = daemon.root();
    client = daemon.connect(_ -> {});
  }

  void start() throws IOException {
    startedAt = System.nanoTime();
    for (int i = 0; i < DOWNLOADS; i++) {
      download("load-" + i);
    }
  }

  /** Says how much it was. */
  void print(PrintStream out) {
    double seconds = (System.nanoTime() - startedAt) / 1e9;
    String failure = failed.get();
    if (failure != null) {
      throw new IllegalStateException("the others should go on, but one failed: " + failure);
    }
    out.printf(
        "The others completed %d downloads of %d MiB meanwhile, %.0f MiB/s.%n",
        completed.get(), FILE_BYTES >> 20, completed.get() * (FILE_BYTES >> 20) / seconds);
  }

  @Override
  public void close() throws IOException {
    over = true;
    try (server;
        client) {
      client.call("begin_session", LeashClient.params().put("scope", SCOPE));
    } catch (RpcException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void download(String name) throws IOException {
    ObjectNode params = LeashClient.params();
    params.put("fileName", "file.bin");
    params.put("downloadUrl", server.url());
    params.put("savePath", root.resolve(name).toString());
    params.put("scope", SCOPE);
    params.put("unpack", false);
    var _ = client.send("download_and_unzip", params).thenAccept(answer -> again(name, answer));
  }

  private void again(String name, JsonNode answer) {
    if (over) {
      return;
    }
    if (!answer.has("result")) {
      failed.set(answer.toString());
      return;
    }
    completed.incrementAndGet();
    try {
      download(name);
    } catch (IOException e) {
      failed.set(e.toString());
    }
  }
}
