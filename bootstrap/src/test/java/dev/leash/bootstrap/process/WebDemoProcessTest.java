package dev.leash.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo for a browser as a process. */
final class WebDemoProcessTest extends InAFolder {
  private static final Pattern LINE =
      Pattern.compile(
          "Open (?<origin>http://127\\.0\\.0\\.1:[0-9]+/)#token=(?<token>[0-9a-f]{64}) in a browser; Ctrl-C ends the demo and removes all of it\\.");

  private Path page;

  @BeforeEach
  void makePage() throws Exception {
    page = Files.createDirectories(base.path().resolve("page"));
    Files.createDirectory(page.resolve("demo"));
    Files.writeString(page.resolve("demo/index.html"), "<!doctype html><title>The page</title>");
    Files.writeString(page.resolve("index.js"), "export {};");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void servesThePageAndLeavesNothing(String signal) throws Exception {
    try (LeashProcess leash = demo()) {
      Matcher line = LINE.matcher(leash.awaitOut(_ -> true));
      assertThat(line.matches()).isTrue();
      String origin = line.group("origin");
      String token = line.group("token");
      JsonNode offer = JsonMapper.shared().readTree(get(origin + "demo.json"));
      Path mods = Path.of(offer.path("savePath").asString());
      assertThat(get(origin)).contains("The page");
      assertThat(get(origin + "index.js")).isEqualTo("export {};");
      assertThat(offer.toString()).doesNotContain(token);
      assertThat(offer.path("mods").size()).isGreaterThan(4);
      assertThat(mods).isDirectory();
      leash.signal(signal);

      assertThat(leash.awaitExit()).isZero();
      assertThat(mods.getParent()).doesNotExist();
      assertThat(leash.out()).hasSize(1);
      assertThat(leash.err())
          .allMatch(text -> text.startsWith("[INFO] "))
          .noneMatch(text -> text.contains(token));
    }
  }

  @Test
  void doesNotStartWithoutItsPage() throws Exception {
    Files.delete(page.resolve("demo/index.html"));
    try (LeashProcess leash = demo()) {
      assertRefused(leash, "not built", "./leash demo --web");
    }
  }

  @Test
  void doesNotStartOnAPortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      try (LeashProcess leash = demo("--port", port)) {
        assertRefused(leash, "port " + port);
      }
    }
  }

  @Test
  void doesNotTakeAPortWithoutThePage() throws Exception {
    try (LeashProcess leash = LeashProcess.start(base.path(), "demo", "--port", "8080")) {
      assertRefused(leash, "--port", "--web");
    }
  }

  @Test
  void doesNotTakeAPortThatIsNone() throws Exception {
    try (LeashProcess leash = demo("--port", "70000")) {
      assertRefused(leash, "--port", "70000");
    }
  }

  private LeashProcess demo(String... more) throws IOException {
    String[] arguments = new String[4 + more.length];
    System.arraycopy(new String[] {"demo", "--web", "--page", page.toString()}, 0, arguments, 0, 4);
    System.arraycopy(more, 0, arguments, 4, more.length);
    return LeashProcess.start(base.path(), arguments);
  }

  private static String get(String url) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(url)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    }
  }
}
