package dev.leash.bootstrap.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.http.testing.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Frames and params by chance: none is a fault of the daemon's own, and none stays without its
 * answer. A failure names its seed; {@code -Dleash.seed=N} draws the same again.
 */
final class FuzzTest extends AgainstADaemon {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** It ends the daemon. */
  private static final List<String> LEFT_OUT = List.of("shutdown");

  private final long seed = Long.getLong("leash.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @BeforeEach
  void serve() {
    daemon.origin().serve("/mod.zip", RunningDaemon.zip(Map.of("a.txt", "a")));
    daemon.origin().on("/silent.zip", Step.stall());
  }

  @AfterEach
  void noFaultWasLogged() throws Exception {
    assertThat(client.result("ping", "{}").asString()).as("seed " + seed).isEqualTo("pong");
    assertThat(daemon.logAfterShutdown()).as("seed " + seed).doesNotContain("Unexpected fault");
  }

  /** Each call is answered once, with something else than a fault. */
  @Test
  void paramsByChance() throws Exception {
    List<JsonNode> methods =
        Contract.get().document().path("methods").values().stream()
            .filter(method -> !LEFT_OUT.contains(method.path("name").asString()))
            .toList();
    List<String> calls = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      JsonNode method = pick(methods);
      calls.add(client.sendCall(method.path("name").asString(), params(method.path("params"))));
    }
    // What waits for a download that goes on is answered by its end.
    cancelAll();

    for (String call : calls) {
      JsonNode answer = client.answer(call);
      assertThat(answer.at("/error/data/reason").asString(""))
          .as("seed " + seed)
          .isNotEqualTo("INTERNAL");
    }
    List<String> answered =
        client.received().stream()
            .map(message -> message.path("id").asString(""))
            .filter(id -> !id.isEmpty())
            .toList();
    assertThat(answered).as("seed " + seed).doesNotHaveDuplicates();
  }

  /** Each by itself: any word may have been taken for a scope. */
  private void cancelAll() throws Exception {
    boolean found = true;
    while (found) {
      found = false;
      // In the order in which a download goes on, so that none slips through.
      for (String state : List.of("paused", "queued", "running", "publishing")) {
        ObjectNode query = JSON.objectNode().put("state", state);
        for (JsonNode download : client.result("list_downloads", query).values()) {
          found = true;
          client.result(
              "cancel_download",
              JSON.objectNode().put("downloadId", download.path("downloadId").asString()));
        }
      }
    }
  }

  /**
   * Sound messages with some of their bytes changed, cut or doubled, on connections of their own.
   */
  @Test
  void framesByChance() throws Exception {
    for (int i = 0; i < 300; i++) {
      // Either framing may come back: a first byte that is another chooses it.
      try (TestClient hostile = daemon.deafClient()) {
        hostile.sendRaw(frames());
        hostile.shutdownOutput();
        assertThat(hostile.readToTheEnd()).as("seed " + seed).doesNotContain("INTERNAL");
      } catch (IOException e) {
        // Closed on it.
      }
    }
  }

  private byte[] frames() {
    StringBuilder frames = new StringBuilder();
    boolean headers = random.nextBoolean();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      String message =
          pick(
              List.of(
                  "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
                  "{\"jsonrpc\":\"2.0\",\"method\":\"subscribe\",\"params\":[\"a\"]}",
                  "{\"jsonrpc\":\"2.0\",\"id\":\"\\ud83d\\ude00\",\"method\":\"list_downloads\","
                      + "\"params\":{\"limit\":12}}",
                  "[{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"get_stats\"},1,{}]",
                  "{\"jsonrpc\":\"2.0\",\"id\":1.5e300,\"method\":\"begin_session\",\"params\":"
                      + "{\"scope\":\"b:c\",\"detached\":false}}"));
      frames.append(
          headers ? "Content-Length: " + message.length() + "\r\n\r\n" + message : message + "\n");
    }
    return changed(frames.toString().getBytes(StandardCharsets.UTF_8));
  }

  private byte[] changed(byte[] sound) {
    byte[] bytes = sound.clone();
    for (int i = 0; i < random.nextInt(6); i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
        default -> {
          byte[] doubled = Arrays.copyOf(bytes, bytes.length + at + 1);
          System.arraycopy(bytes, 0, doubled, bytes.length, at + 1);
          bytes = doubled;
        }
      }
    }
    return bytes;
  }

  private JsonNode params(JsonNode params) {
    ObjectNode all = JSON.objectNode();
    for (JsonNode param : params.values()) {
      if (param.path("required").asBoolean() || random.nextInt(4) == 0) {
        all.set(param.path("name").asString(), value(param.path("name").asString()));
      }
    }
    if (random.nextInt(50) == 0) {
      all.set("unknown", anything(0));
    }
    return random.nextInt(10) == 0 ? JSON.arrayNode().addAll(List.copyOf(all.values())) : all;
  }

  /** Something that may be meant, or something else. */
  private JsonNode value(String param) {
    // A URL that is drawn from anything may be that of a stranger's server.
    if (random.nextInt(8) == 0 && !List.of("downloadUrl", "mirrors").contains(param)) {
      return anything(0);
    }
    return switch (param) {
      case "fileName" -> JSON.stringNode(pick(List.of("a.zip", "b.zip", "con", "é.zip", "")));
      case "downloadUrl" -> JSON.stringNode(url());
      case "mirrors" -> JSON.arrayNode().add(url());
      case "savePath" ->
          JSON.stringNode(
              pick(List.of(path("x"), path("x/y"), path("z"), "x", "/", path("../x"), path("\0"))));
      case "downloadId", "before" ->
          JSON.stringNode(pick(List.of("one", "two", "three", "f" + random.nextInt(100), "a b")));
      case "scope" -> JSON.stringNode(pick(List.of("main", "a", "b:c")));
      case "sessionId" -> JSON.numberNode(random.nextInt(-1, 40));
      case "id" -> JSON.stringNode("call-" + random.nextInt(3_000));
      default -> pick(List.<Supplier<JsonNode>>of(this::number, this::flag, this::word)).get();
    };
  }

  private String url() {
    return pick(
        List.of(
            daemon.origin().url("/mod.zip"),
            daemon.origin().url("/silent.zip"),
            daemon.origin().url("/none.zip"),
            daemon.origin().url("/%zz"),
            "http://127.0.0.1:1/",
            "http://",
            "file:///etc/passwd",
            "",
            "http://[::1"));
  }

  private String path(String name) {
    return daemon.root().resolve("f") + "/" + name;
  }

  private JsonNode anything(int depth) {
    return switch (random.nextInt(depth > 3 ? 5 : 7)) {
      case 0 -> number();
      case 1 -> flag();
      case 2 -> word();
      case 3 -> JSON.nullNode();
      case 4 -> JSON.stringNode("\0\u202e\ud800" + "x".repeat(random.nextInt(2_000)));
      case 5 -> JSON.arrayNode().add(anything(depth + 1)).add(anything(depth + 1));
      default -> JSON.objectNode().set("" + random.nextInt(3), anything(depth + 1));
    };
  }

  private JsonNode number() {
    return pick(List.<Supplier<JsonNode>>of(
            () -> JSON.numberNode(random.nextInt(20)),
            () -> JSON.numberNode(random.nextLong()),
            () -> JSON.numberNode(random.nextDouble()),
            () -> JsonMapper.shared().readTree("1e400"),
            () -> JsonMapper.shared().readTree("123456789012345678901234567890")))
        .get();
  }

  private JsonNode flag() {
    return JSON.booleanNode(random.nextBoolean());
  }

  private JsonNode word() {
    return JSON.stringNode(
        pick(List.of("merge", "replace", "keep", "fail", "queued", "sha256:00", "md5:x", "X", "")));
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
