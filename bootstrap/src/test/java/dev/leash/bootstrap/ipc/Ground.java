package dev.leash.bootstrap.ipc;

import static dev.leash.bootstrap.ipc.TestClient.json;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Module;
import dev.leash.application.ApplicationSettings;
import dev.leash.bootstrap.lock.StartFailure;
import dev.leash.http.HttpSettings;
import dev.leash.http.testing.RecordedExchange;
import dev.leash.http.testing.ScriptedServer;
import dev.leash.http.testing.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A daemon, a page with its session, and a caller with one download of that session, called {@code
 * held}; an onlooker asks about it. For one thread.
 */
final class Ground implements AutoCloseable {
  static final String PATH = "/mod.zip";
  static final String FOLDER = "mod";

  /** What the held download would publish. */
  static final byte[] OLD = RunningDaemon.zip(Map.of("old/a.txt", "a", "old/b.txt", "b"));

  /** What its successor publishes, from the same place to the same place. */
  static final byte[] NEW = RunningDaemon.zip(Map.of("new.txt", "new"));

  private static final String BLOCKER = "/blocker.zip";

  private final RunningDaemon daemon;
  private final TestClient page;
  private final TestClient caller;
  private final long session;
  private final Optional<HeldPublication> publication;
  private final Deque<AutoCloseable> things = new ArrayDeque<>();
  private TestClient onlooker;
  private String call = "";

  /**
   * @param running how many downloads run at once
   * @param heldAt where the first publication is held
   */
  Ground(int running, Optional<HeldPublication.Point> heldAt) throws Exception {
    Path base = RunningDaemon.shortFolder();
    publication = heldAt.map(point -> new HeldPublication(base, point));
    daemon = start(base, running, publication.stream().toArray(Module[]::new));
    page = daemon.client();
    caller = daemon.client();
    onlooker = daemon.client();
    session = page.result("begin_session", "{}").path("sessionId").asLong();
    var _ = onlooker.result("subscribe", "['main']");
  }

  private static RunningDaemon start(Path base, int running, Module... overrides)
      throws IOException, StartFailure {
    ApplicationSettings usual = ApplicationSettings.DEFAULT;
    return RunningDaemon.start(
        base,
        new ApplicationSettings(
            running,
            usual.maxQueuedDownloads(),
            usual.keptEndedDownloads(),
            usual.progressInterval(),
            usual.maxArchiveBytes(),
            usual.retries(),
            usual.archiveLimits(),
            usual.names()),
        patient(),
        overrides);
  }

  /** So long that no time-out, but a cancellation alone, can be what closed a connection. */
  private static HttpSettings patient() {
    Duration ages = Duration.ofMinutes(10);
    HttpSettings usual = HttpSettings.DEFAULT;
    return new HttpSettings(
        ages,
        ages,
        ages,
        ages,
        usual.maxRedirects(),
        usual.userAgent(),
        usual.maxHeaderLine(),
        usual.maxHeaders(),
        usual.bufferSize(),
        usual.maxConnections());
  }

  RunningDaemon daemon() {
    return daemon;
  }

  ScriptedServer origin() {
    return daemon.origin();
  }

  TestClient page() {
    return page;
  }

  TestClient caller() {
    return caller;
  }

  TestClient onlooker() {
    return onlooker;
  }

  long session() {
    return session;
  }

  /** The id of the call that the held download's end answers. */
  String call() {
    return call;
  }

  /** The first one, which is held. */
  HeldPublication publication() {
    return publication.orElseThrow();
  }

  Path savePath() {
    return daemon.root().resolve(FOLDER);
  }

  /** Is closed at the end. */
  <T extends AutoCloseable> T with(T thing) {
    things.push(thing);
    return thing;
  }

  /** Starts the held download from the origin, which answers with these steps. */
  void hold(Step... script) throws Exception {
    origin().on(PATH, script);
    holdFrom(origin().url(PATH));
  }

  void holdFrom(String url) throws Exception {
    ObjectNode params = params("held", session).put("downloadUrl", url);
    call = caller.sendCall("download_and_unzip", params);
    // Another connection does not know of it before.
    var _ = caller.notification("download_progress", _ -> true);
  }

  /** The same file to the same place. */
  ObjectNode params(String id, long ofSession) {
    return daemon
        .params(PATH, FOLDER)
        .put("downloadId", id)
        .put("sessionId", ofSession)
        .put("keepArchive", true);
  }

  /** Waits for the request that fetches the held download. */
  RecordedExchange exchange() throws InterruptedException {
    return origin().awaitExchange(0);
  }

  /** Starts a download of another scope that stalls. */
  void block() throws Exception {
    origin().on(BLOCKER, Step.stall());
    startBlocker("elsewhere");
    Awaiting.until("the blocker's request", () -> requests(BLOCKER) == 1);
  }

  /** Starts a download of another scope that publishes into the same folder, with other names. */
  void rival() throws Exception {
    origin().serve(BLOCKER, RunningDaemon.zip(Map.of("rival.txt", "rival")));
    startBlocker(FOLDER);
  }

  private void startBlocker(String folder) throws Exception {
    var _ =
        onlooker.result(
            "start_download",
            daemon.params(BLOCKER, folder).put("downloadId", "blocker").put("scope", "blocker"));
  }

  /** Ends the blocker, unless a shutdown has. */
  void unblock() throws Exception {
    if (!onlooker.call("get_download", "['blocker']").has("error")) {
      var _ = onlooker.result("cancel_download", "['blocker']");
    }
  }

  /** How many requests of this path have come. */
  int requests(String path) {
    return Math.toIntExact(
        origin().exchanges().stream().filter(one -> one.target().equals(path)).count());
  }

  /** Nobody has connected to the origin who then had nothing to ask. */
  void assertConnectedForRequestsAlone() throws Exception {
    int before = origin().exchanges().size();
    try (Socket last = new Socket(InetAddress.getLoopbackAddress(), origin().port())) {
      // Those who connected earlier are accepted earlier.
      last.getOutputStream().write("GET /last HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
      var _ = origin().awaitExchange(before);
      assertThat(origin().connections())
          .hasSameElementsAs(
              origin().exchanges().stream().map(RecordedExchange::connection).toList());
    }
  }

  JsonNode status() throws Exception {
    return onlooker.result("get_download", "['held']");
  }

  JsonNode stats() throws Exception {
    return onlooker.result("get_stats", "{}");
  }

  void awaitStatus(String what, Predicate<JsonNode> wanted) throws Exception {
    Awaiting.until(what, () -> wanted.test(status()));
  }

  /** It runs, with so many connections. */
  void assertRuns(int connections) throws Exception {
    JsonNode status = status();
    assertThat(status.path("state").asString()).isEqualTo("running");
    assertThat(status.path("connections").asInt()).isEqualTo(connections);
  }

  /** Nothing is left to do but to be published. */
  void assertIsStaged() throws Exception {
    assertRuns(0);
    JsonNode status = status();
    assertThat(status.path("receivedBytes").asInt()).isEqualTo(OLD.length);
    assertThat(status.path("extractedFiles").asInt()).isEqualTo(2);
    assertThat(status.path("totalFiles").asInt()).isEqualTo(2);
  }

  /** Of the downloads that this daemon knows. */
  void assertCounts(String counts) throws Exception {
    JsonNode downloads = stats().path("downloads");
    json(counts)
        .properties()
        .forEach(count ->
            assertThat(downloads.path(count.getKey()))
                .as(count.getKey())
                .isEqualTo(count.getValue()));
  }

  /** The same state directory is served by another daemon. */
  void restart() throws Exception {
    daemon.restart();
    onlooker = daemon.client();
  }

  /** All that is below the root, or that something goes at this moment. */
  List<String> files() throws IOException {
    try {
      return daemon.files();
    } catch (UncheckedIOException e) {
      return List.of("something goes: " + e.getMessage());
    }
  }

  /** The same without the lock of another daemon and its folder. */
  List<String> filesButTheLock() throws IOException {
    Path home = daemon.root().relativize(OtherDaemon.home(daemon.root()));
    return files().stream()
        .filter(file -> !file.equals(home.toString()))
        .filter(file -> !file.equals(home.resolve(OtherDaemon.LOCK).toString()))
        .toList();
  }

  @Override
  public void close() throws Exception {
    publication.ifPresent(HeldPublication::release);
    while (!things.isEmpty()) {
      things.pop().close();
    }
    daemon.close();
  }
}
