package dev.leash.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class StdioProcessTest extends AgainstAnOrigin {
  private static final JsonMapper JSON = JsonMapper.shared();

  @BeforeEach
  void offer() throws Exception {
    origin.stall("/slow.zip", Base.zip(500_000), 400_000);
    origin.serve("/mod.zip", Base.zip(100));
  }

  @Test
  void hasNothingButMessagesOnStandardOutput() throws Exception {
    try (LeashProcess leash = serve()) {
      JsonNode ready = leash.awaitReadyOnError();
      leash.send(call(1, "download_and_unzip", download("/mod.zip")));
      leash.awaitOut(line -> line.contains("\"id\":1"));
      // The virtual machine prints all its stacks, which the messages must not hear of.
      leash.signal("QUIT");
      leash.awaitErr(line -> line.startsWith("Full thread dump"));
      leash.closeInput();

      assertThat(leash.awaitExit()).isEqualTo(0);
      assertThat(ready.path("event").asString()).isEqualTo("ready");
      assertThat(ready.path("pid").asLong()).isEqualTo(leash.pid());
      assertThat(ready.get("socket").isNull()).isTrue();
      assertThat(leash.out())
          .isNotEmpty()
          .allSatisfy(
              line -> assertThat(JSON.readTree(line).path("jsonrpc").asString()).isEqualTo("2.0"));
      assertThat(base.files()).containsExactly("mod", "mod/readme.txt");
    }
  }

  @Test
  void speaksWithHeadersToo() throws Exception {
    try (LeashProcess leash = serve()) {
      String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
      leash.send("Content-Length: " + ping.length() + "\r\n\r\n" + ping);
      leash.closeInput();

      assertThat(leash.awaitExit()).isEqualTo(0);
      assertThat(leash.out())
          .containsExactly(
              "Content-Length: 40", "", "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"pong\"}");
    }
  }

  @Test
  void tellsEveryCallerOfTheShutdownAtTheEndOfInput() throws Exception {
    try (LeashProcess leash = serve()) {
      leash.send(call(1, "begin_session", "{}"));
      leash.send(call(2, "download_and_unzip", download("/slow.zip")));
      origin.awaitExchange(0);

      leash.closeInput();

      assertThat(leash.awaitExit()).isEqualTo(0);
      assertThat(reasons(leash.out(), 2)).containsExactly("CANCELLED_SHUTDOWN");
      assertThat(base.files()).isEmpty();
    }
  }

  @Test
  void answersALastLineWithoutAnEnd() throws Exception {
    try (LeashProcess leash = serve()) {
      leash.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
      leash.closeInput();

      assertThat(leash.awaitExit()).isZero();
      assertThat(leash.out()).contains("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"pong\"}");
    }
  }

  @Test
  void tellsEveryCallerOfAShutdownBySignal() throws Exception {
    try (LeashProcess leash = serve()) {
      leash.send(call(1, "download_and_unzip", download("/slow.zip")));
      origin.awaitExchange(0);

      leash.signal("TERM");

      assertThat(leash.awaitExit()).isEqualTo(0);
      assertThat(reasons(leash.out(), 1)).containsExactly("CANCELLED_SHUTDOWN");
      assertThat(base.files()).isEmpty();
    }
  }

  @Test
  void answersAShutdownByItsMethodFirst() throws Exception {
    try (LeashProcess leash = serve()) {
      leash.send(call(1, "shutdown", "{}"));

      assertThat(leash.awaitExit()).isEqualTo(0);
      assertThat(leash.out()).containsExactly("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":true}");
    }
  }

  @Test
  void endsAtOnceWhereThereIsNoInput() throws Exception {
    try (LeashProcess leash = serve()) {
      leash.closeInput();

      assertThat(leash.awaitExit()).isEqualTo(0);
      assertThat(leash.out()).isEmpty();
    }
  }

  @Test
  void endsForAClientThatNeverReads() throws Exception {
    try (LeashProcess leash =
        LeashProcess.startUnread(base.path(), arguments().toArray(String[]::new))) {
      leash.awaitReadyOnError();
      leash.send(call(1, "list_downloads", "{}").repeat(3_000));
      leash.closeInput();

      assertThat(leash.awaitExit()).isEqualTo(0);
    }
  }

  @Test
  void isNoSocketAtTheSameTime() throws Exception {
    try (LeashProcess leash = LeashProcess.serve(base.path(), "s", "state", "--stdio")) {
      assertThat(leash.awaitExit()).isEqualTo(2);
      assertThat(leash.out()).isEmpty();
      assertThat(leash.err()).singleElement().asString().contains("--stdio", "--socket");
    }
  }

  private LeashProcess serve() throws Exception {
    return LeashProcess.start(base.path(), arguments().toArray(String[]::new));
  }

  private List<String> arguments() {
    return List.of(
        "serve",
        "--stdio",
        "--state-dir",
        base.path().resolve("state").toString(),
        "--allow-root",
        base.root().toString());
  }

  private String download(String path) {
    return base.params(origin.url(path)).toString();
  }

  private static String call(int id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}\n"
        .formatted(id, method, params);
  }

  /** Of all answers to a call, of which there must be one. */
  private static List<String> reasons(List<String> lines, int id) {
    return lines.stream()
        .map(JSON::readTree)
        .filter(message -> message.path("id").asInt() == id)
        .map(message -> message.at("/error/data/reason").asString())
        .toList();
  }
}
