// java -cp 'jackson/*' App.java URL: an app with one page, which downloads and unzips URL into mods/mod.
// Enter reloads the page. The app ends when its page has what it wanted.
// Needs jackson-databind 3 and what that needs.

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class App {
  private static final AtomicInteger pages = new AtomicInteger();
  private static final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

  public static void main(String... args) throws Exception {
    String url = args.length > 0 ? args[0] : "http://127.0.0.1:8070/mod.zip";
    Path mods = Path.of("mods").toAbsolutePath();
    Path state = Path.of("leash-state").toAbsolutePath(); // of this app alone
    Files.createDirectories(mods); // an allowed root must be there

    Process daemon = start(mods, state);
    String ready = daemon.inputReader().readLine();
    if (ready == null) { // it has said why on standard error
      throw new IOException("Leash did not start: it ended with " + daemon.waitFor());
    }
    // Of this window: its sessions end when it closes.
    try (Leash leash = new Leash(Path.of(JsonMapper.shared().readTree(ready).path("socket").asString()))) {
      Thread.ofPlatform().daemon().start(() -> reloadOnEnter(leash, url, mods));
      page(leash, url, mods);
      exitCode.join();
    }
    daemon.outputWriter().close();
    daemon.waitFor();
    System.exit(exitCode.join());
  }

  private static Process start(Path mods, Path state) throws IOException {
    return new ProcessBuilder(
            System.getenv().getOrDefault("LEASH", "leash"),
            "serve",
            "--socket", state.resolve("leash.sock").toString(),
            "--state-dir", state.toString(),
            "--allow-root", mods.toString(),
            // However this process ends, its end of the pipe is closed then, and the daemon shuts down.
            "--exit-on-stdin-close")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void reloadOnEnter(Leash leash, String url, Path mods) {
    try {
      while (System.in.read() >= 0) {
        page(leash, url, mods);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** One life of the page. Returns when its download is asked for. */
  private static synchronized void page(Leash leash, String url, Path mods) {
    int number = pages.incrementAndGet();
    Consumer<String> say = text -> System.out.println("page " + number + ": " + text);
    // First of all: whatever the page before had going ends here, and nothing of it is left.
    JsonNode begun = leash.call("begin_session", Map.of("scope", "main")).join();
    say.accept("is here");

    String downloadId = UUID.randomUUID().toString(); // made once a try
    leash.progress.put(
        downloadId,
        status -> say.accept(
            status.path("state").asString() + ", " + status.path("receivedBytes") + " of "
                + status.path("totalBytes") + " bytes"));
    leash.call(
            "download_and_unzip",
            Map.of(
                "fileName", "mod.zip",
                "downloadUrl", url,
                "savePath", mods.resolve("mod").toString(),
                // The one that this page began: should it be gone by now, nothing starts.
                "sessionId", begun.path("sessionId").asLong(),
                "downloadId", downloadId))
        .whenComplete((result, failure) -> {
          leash.progress.remove(downloadId);
          if (failure == null) {
            say.accept("has " + result.path("files") + " files in " + result.path("path").asString());
            finish(number, 0);
          } else if (failure instanceof LeashException left && left.reason().equals("CANCELLED_SESSION_CHANGE")) {
            // The page is gone, and its download with it. That is as it should be: no error to show.
            say.accept("was left, and its download with it");
          } else {
            say.accept("could not: " + failure.getMessage());
            finish(number, 1);
          }
        });
  }

  private static void finish(int number, int code) {
    if (number == pages.get()) {
      exitCode.complete(code);
    }
  }
}

/** A connection. Any thread may call. */
final class Leash implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Who hears of a download's progress, by its id. */
  final Map<String, Consumer<JsonNode>> progress = new ConcurrentHashMap<>();

  private final SocketChannel socket;
  private final Map<Long, CompletableFuture<JsonNode>> pending = new HashMap<>();
  private long lastId;
  private boolean lost;

  Leash(Path path) throws IOException {
    socket = SocketChannel.open(UnixDomainSocketAddress.of(path));
    Thread.ofPlatform().daemon().start(this::read);
  }

  CompletableFuture<JsonNode> call(String method, Map<String, ?> params) {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    long id = expect(answer);
    String message = JSON.writeValueAsString(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params));
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(message + "\n");
    synchronized (socket) { // whole messages only
      try {
        while (bytes.hasRemaining()) {
          socket.write(bytes);
        }
      } catch (IOException _) {
        // The reader hears of it too, and tells all.
      }
    }
    return answer;
  }

  private synchronized long expect(CompletableFuture<JsonNode> answer) {
    if (lost) {
      answer.completeExceptionally(new IOException("the connection to Leash was lost"));
    } else {
      pending.put(++lastId, answer);
    }
    return lastId;
  }

  private void read() {
    try (BufferedReader lines = new BufferedReader(Channels.newReader(socket, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(JSON.readTree(line));
      }
    } catch (IOException _) {
      // It broke.
    }
    for (CompletableFuture<JsonNode> answer : lose().values()) {
      answer.completeExceptionally(new IOException("the connection to Leash was lost"));
    }
  }

  private void take(JsonNode message) {
    JsonNode params = message.path("params");
    if (message.path("method").asString("").equals("download_progress")) {
      progress.getOrDefault(params.path("downloadId").asString(), _ -> {}).accept(params);
    } else if (message.has("error")) {
      answered(message).completeExceptionally(new LeashException(message.path("error")));
    } else if (message.has("result")) {
      answered(message).complete(message.path("result"));
    }
  }

  private synchronized CompletableFuture<JsonNode> answered(JsonNode message) {
    return pending.remove(message.path("id").asLong());
  }

  private synchronized Map<Long, CompletableFuture<JsonNode>> lose() {
    lost = true;
    return Map.copyOf(pending);
  }

  /** Ends the sessions that this connection began, and all their downloads. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}

/** What a call was refused or ended with. Programs test the reason, people read the message. */
final class LeashException extends Exception {
  private final JsonNode data;

  LeashException(JsonNode error) {
    super(error.path("message").asString() + " (" + error.path("data").path("reason").asString() + ")");
    data = error.path("data");
  }

  String reason() {
    return data.path("reason").asString();
  }

  boolean retryable() {
    return data.path("retryable").asBoolean();
  }
}
