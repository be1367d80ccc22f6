package dev.leash.bootstrap.ipc;

import com.google.inject.Module;
import dev.leash.application.ApplicationSettings;
import dev.leash.bootstrap.Daemon;
import dev.leash.bootstrap.DaemonSettings;
import dev.leash.bootstrap.lock.StartFailure;
import dev.leash.bootstrap.web.WebSettings;
import dev.leash.domain.download.RetryPolicy;
import dev.leash.http.HttpSettings;
import dev.leash.http.testing.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A whole daemon in a short folder of its own, with real files, a real socket and an origin. */
final class RunningDaemon implements AutoCloseable {
  /** As often as usual, and at once: what fails for good must not keep a test waiting. */
  private static final RetryPolicy HASTY =
      new RetryPolicy(5, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(1), 0);

  private final Path base;
  private final ScriptedServer origin = ScriptedServer.start();
  private final List<TestClient> clients = new ArrayList<>();
  private final ApplicationSettings application;
  private final HttpSettings http;
  private final Optional<WebSettings> web;
  private Daemon daemon;

  private RunningDaemon(
      Path base,
      ApplicationSettings application,
      HttpSettings http,
      Served served,
      Module... overrides)
      throws IOException, StartFailure {
    this.base = base;
    this.application = application;
    this.http = http;
    this.web = served.web();
    Files.createDirectory(base.resolve("root"));
    this.daemon = startDaemon(served.limits(), overrides);
  }

  /** How clients are. */
  private record Served(IpcLimits limits, Optional<WebSettings> web) {
    static Served by(IpcLimits limits) {
      return new Served(limits, Optional.empty());
    }
  }

  static RunningDaemon start() throws IOException, StartFailure {
    return start(IpcLimits.DEFAULT);
  }

  static RunningDaemon start(IpcLimits limits, Module... overrides)
      throws IOException, StartFailure {
    return start(Served.by(limits), overrides);
  }

  /** Whose clients are pages; it has a socket, too. */
  static RunningDaemon startForPages(IpcLimits limits, Module... overrides)
      throws IOException, StartFailure {
    return start(
        new Served(limits, Optional.of(new WebSettings(0, List.of(), Optional.empty()))),
        overrides);
  }

  private static RunningDaemon start(Served served, Module... overrides)
      throws IOException, StartFailure {
    return new RunningDaemon(
        shortFolder(),
        ApplicationSettings.DEFAULT.retrying(HASTY),
        HttpSettings.DEFAULT,
        served,
        overrides);
  }

  /** In this empty folder, with these settings and not hastier than them. */
  static RunningDaemon start(
      Path base, ApplicationSettings application, HttpSettings http, Module... overrides)
      throws IOException, StartFailure {
    return new RunningDaemon(base, application, http, Served.by(IpcLimits.DEFAULT), overrides);
  }

  /** Short enough for a socket's path, which a JUnit folder's may not be. */
  static Path shortFolder() throws IOException {
    return Files.createTempDirectory(Path.of("/tmp"), "lsh").toRealPath();
  }

  /** Removes a folder with all that is in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** A zip of these files. */
  static byte[] zip(Map<String, String> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Shuts it down and starts it again on the same state. */
  void restart() throws StartFailure {
    daemon.close();
    daemon = startDaemon(IpcLimits.DEFAULT);
  }

  Daemon daemon() {
    return daemon;
  }

  ScriptedServer origin() {
    return origin;
  }

  Path socket() {
    return base.resolve("s");
  }

  /** The allowed root. */
  Path root() {
    return base.resolve("root");
  }

  TestClient client() throws IOException {
    TestClient client =
        daemon.web().isPresent()
            ? TestClient.connectAsPage(daemon.web().get())
            : TestClient.connect(socket());
    clients.add(client);
    return client;
  }

  TestClient clientWithHeaders() throws IOException {
    TestClient client = TestClient.connectWithHeaders(socket());
    clients.add(client);
    return client;
  }

  TestClient deafClient() throws IOException {
    TestClient client = TestClient.connectDeaf(socket());
    clients.add(client);
    return client;
  }

  /** Params to download this path of the origin into this folder of the root. */
  ObjectNode params(String path, String folder) {
    ObjectNode params = JsonMapper.shared().createObjectNode();
    params.put("fileName", "mod.zip");
    params.put("downloadUrl", origin.url(path));
    params.put("savePath", root().resolve(folder).toString());
    return params;
  }

  /** What is below the allowed root, staging too. */
  List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(root())) {
      return all.filter(path -> !path.equals(root()))
          .map(path -> root().relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  /** Shuts it down, after which all is deleted and logged, and gives the log's file. */
  String logAfterShutdown() throws IOException {
    daemon.close();
    return Files.readString(base.resolve("state/logs/leash.log"));
  }

  @Override
  public void close() throws IOException {
    for (TestClient client : clients) {
      client.close();
    }
    origin.close();
    daemon.close();
    delete(base);
  }

  private Daemon startDaemon(IpcLimits limits, Module... overrides) throws StartFailure {
    DaemonSettings defaults =
        DaemonSettings.of(base.resolve("s"), base.resolve("state"), List.of(base.resolve("root")));
    return Daemon.start(
        new DaemonSettings(
            defaults.socket(),
            defaults.stateDirectory(),
            defaults.allowedRoots(),
            defaults.durability(),
            defaults.freeSpace(),
            defaults.logLevel(),
            application,
            http,
            limits,
            web),
        overrides);
  }
}
