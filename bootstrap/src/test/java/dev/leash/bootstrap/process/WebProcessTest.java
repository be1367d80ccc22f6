package dev.leash.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.bootstrap.WebAddress;
import dev.leash.bootstrap.client.LeashClient;
import dev.leash.bootstrap.web.PageSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The gateway of a daemon that is a process. */
final class WebProcessTest extends InAFolder {
  @Test
  void isToldOfInTheReadyLineWithATokenThatIsNewEachTime() throws Exception {
    String first = serveOnce();
    String second = serveOnce();

    assertThat(first).matches("[0-9a-f]{64}").isNotEqualTo(second);
    assertThat(second).matches("[0-9a-f]{64}");
    assertThat(Files.readString(base.path().resolve("state/logs/leash.log")))
        .contains("Listening for pages on ws://127.0.0.1:")
        .doesNotContain(first, second);
  }

  private String serveOnce() throws Exception {
    try (LeashProcess leash =
        LeashProcess.serve(base.path(), "s", "state", "--web", "0", "--log-level", "TRACE")) {
      WebAddress web = web(leash.awaitReady());
      assertThat(web.url()).matches("ws://127\\.0\\.0\\.1:[0-9]+/rpc");
      assertAnswers(web);
      leash.signal("TERM");

      assertThat(leash.awaitExit()).isZero();
      assertThat(leash.out()).hasSize(1);
      assertThat(leash.err())
          .allMatch(line -> line.matches("\\[[A-Z]+] .*"))
          .noneMatch(line -> line.matches("\\[(WARN|ERROR)] .*"))
          .noneMatch(line -> line.contains(web.token()));
      return web.token();
    }
  }

  @Test
  void letsInPagesOfTheOriginsThatAreGiven() throws Exception {
    try (LeashProcess leash =
        LeashProcess.serve(
            base.path(),
            "s",
            "state",
            "--web",
            "0",
            "--web-origin",
            "http://localhost:5173",
            "--web-origin",
            "app://.")) {
      WebAddress web = web(leash.awaitReady());

      PageSocket.open(web, "http://localhost:5173").close();
      PageSocket.open(web, "app://.").close();
    }
  }

  @Test
  void isBesideTheStreamsOfAnApp() throws Exception {
    try (LeashProcess leash =
        LeashProcess.start(
            base.path(),
            "serve",
            "--stdio",
            "--web",
            "0",
            "--state-dir",
            base.path().resolve("state").toString(),
            "--allow-root",
            base.root().toString())) {
      assertAnswers(web(leash.awaitReadyOnError()));
      leash.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n");
      leash.awaitOut(line -> line.contains("pong"));
      leash.closeInput();

      assertThat(leash.awaitExit()).isZero();
    }
  }

  @Test
  void mayBeAskedForInAFile() throws Exception {
    Path config = base.path().resolve("leash.json");
    Files.writeString(
        config,
        "{\"web\": 0, \"web-origin\": [\"app://.\"], \"allow-root\": \"%s\"}"
            .formatted(base.root()));
    try (LeashProcess leash =
        LeashProcess.start(base.path(), "serve", "--config", config.toString())) {
      PageSocket.open(web(leash.awaitReady()), "app://.").close();
    }
  }

  @Nested
  class DoesNotStart {
    @Test
    void withoutAnExplicitRoot() throws Exception {
      try (LeashProcess leash = LeashProcess.start(base.path(), "serve", "--web", "0")) {
        assertRefused(leash, "--web", "--allow-root");
      }
    }

    @Test
    void onAPortThatIsTaken() throws Exception {
      try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
        String port = Integer.toString(taken.getLocalPort());
        try (LeashProcess leash = LeashProcess.serve(base.path(), "s", "state", "--web", port)) {
          assertRefused(leash, "port " + port);
          assertThat(base.socket()).doesNotExist();
        }
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "*", "http://localhost/path", "localhost:5173"})
    void withAnOriginThatIsNone(String origin) throws Exception {
      try (LeashProcess leash =
          LeashProcess.serve(base.path(), "s", "state", "--web", "0", "--web-origin", origin)) {
        assertRefused(leash, "web-origin", "'" + origin + "'");
      }
    }

    @Test
    void withAnOriginAndNoGateway() throws Exception {
      try (LeashProcess leash =
          LeashProcess.serve(base.path(), "s", "state", "--web-origin", "app://.")) {
        assertRefused(leash, "--web-origin", "--web");
      }
    }

    @Test
    void withAnOriginAndNoGatewayInAFile() throws Exception {
      Path config = base.path().resolve("leash.json");
      Files.writeString(config, "{\"web-origin\": \"app://.\"}");
      try (LeashProcess leash =
          LeashProcess.start(base.path(), "serve", "--config", config.toString())) {
        assertRefused(leash, "'web-origin'", "'web'");
      }
    }

    @Test
    void onAPortThatIsNone() throws Exception {
      try (LeashProcess leash = LeashProcess.serve(base.path(), "s", "state", "--web", "70000")) {
        assertRefused(leash, "web", "70000");
      }
    }
  }

  @Nested
  @DisabledOnOs(OS.WINDOWS)
  class IsLoaded {
    @Test
    void withNothingOfItUnlessItIsAskedFor() throws Exception {
      List<String> loaded = classes();

      assertThat(loaded).contains("dev.leash.bootstrap.ipc.IpcServer");
      assertThat(loaded)
          .noneMatch(name -> name.contains("jetty"))
          .noneMatch(name -> name.startsWith("dev.leash.bootstrap.web."));
    }

    @Test
    void whenItIsAskedFor() throws Exception {
      assertThat(classes("--web", "0"))
          .contains("dev.leash.bootstrap.web.Gateway", "org.eclipse.jetty.server.Server");
    }

    private List<String> classes(String... more) throws Exception {
      Path file = base.path().resolve("classes");
      String[] usual = {
        "serve",
        "--socket",
        base.socket().toString(),
        "--state-dir",
        base.path().resolve("state").toString(),
        "--allow-root",
        base.root().toString()
      };
      String[] all = Stream.of(usual, more).flatMap(Stream::of).toArray(String[]::new);
      try (LeashProcess leash = LeashProcess.startWritingClasses(file, base.path(), all)) {
        leash.awaitReady();
        try (LeashClient client = leash.connect(base.socket())) {
          client.call("begin_session", LeashClient.params());
        }
        leash.signal("TERM");
        assertThat(leash.awaitExit()).isZero();
      }
      return Files.readAllLines(file).stream()
          .map(line -> line.replaceFirst("^.*\\[class,load] (\\S+) .*", "$1"))
          .toList();
    }
  }

  private static WebAddress web(JsonNode ready) {
    return new WebAddress(ready.at("/web/url").asString(), ready.at("/web/token").asString());
  }

  private static void assertAnswers(WebAddress web) throws Exception {
    try (PageSocket page = PageSocket.open(web)) {
      page.write(
          ByteBuffer.wrap(
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n"
                  .getBytes(StandardCharsets.UTF_8)));
      ByteBuffer answer = ByteBuffer.allocate(1_000);
      assertThat(page.read(answer)).isPositive();
      assertThat(new String(answer.array(), StandardCharsets.UTF_8)).contains("pong");
    }
  }
}
