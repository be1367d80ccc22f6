package dev.leash.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.bootstrap.client.LeashClient;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class ServeProcessTest extends AgainstAnOrigin {
  @BeforeEach
  void offer() throws Exception {
    origin.stall("/slow.zip", Base.zip(500_000), 400_000);
    origin.serve("/mod.zip", Base.zip(100));
  }

  @Nested
  class Ready {
    @Test
    void isOneLineAloneOnStandardOutput() throws Exception {
      try (LeashProcess leash = LeashProcess.serve(base.path())) {
        JsonNode ready = leash.awaitReady();
        try (LeashClient client = leash.connect(base.socket())) {
          JsonNode result = client.call("download_and_unzip", base.params(origin.url("/mod.zip")));
          assertThat(result.path("files").asLong()).isEqualTo(1);
        }
        leash.signal("TERM");

        assertThat(leash.awaitExit()).isEqualTo(0);
        assertThat(leash.out())
            .containsExactly(
                "{\"event\":\"ready\",\"protocol\":1,\"version\":\"%s\",\"pid\":%d,\"socket\":\"%s\",\"web\":null}"
                    .formatted(ready.path("version").asString(), leash.pid(), base.socket()));
        assertThat(leash.err()).allMatch(line -> line.matches("\\[[A-Z]+] .*"));
        assertThat(base.files()).containsExactly("mod", "mod/readme.txt");
      }
    }

    @Test
    void hasTheDefaultPlacesWhereNoneIsNamed() throws Exception {
      try (LeashProcess leash = LeashProcess.start(base.path(), "serve")) {
        JsonNode ready = leash.awaitReady();

        Path state = base.path().resolve("state-home/leash");
        assertThat(ready.path("socket").asString())
            .isEqualTo(state.resolve("leash.sock").toString());
        assertThat(state.resolve("logs/leash.log")).isRegularFile();
      }
    }
  }

  @Nested
  class FullDurability {
    @Test
    void mergesAndLeavesNothingElse() throws Exception {
      Files.createDirectories(base.root().resolve("mod"));
      Files.writeString(base.root().resolve("mod/readme.txt"), "old");
      Files.writeString(base.root().resolve("mod/mine.txt"), "mine");
      try (LeashProcess leash =
          LeashProcess.serve(base.path(), "s", "state", "--durability", "full")) {
        leash.awaitReady();
        try (LeashClient client = leash.connect(base.socket())) {
          client.call("download_and_unzip", base.params(origin.url("/mod.zip")));
        }
        leash.signal("TERM");

        assertThat(leash.awaitExit()).isEqualTo(0);
        assertThat(base.root().resolve("mod/readme.txt")).hasContent("x".repeat(100));
        assertThat(base.files()).containsExactly("mod", "mod/mine.txt", "mod/readme.txt");
        assertThat(leash.err()).noneMatch(line -> line.matches("\\[(WARN|ERROR)] .*"));
      }
    }
  }

  @Nested
  class Shutdown {
    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void bySignalEndsEveryDownloadAndLeavesNothing(String signal) throws Exception {
      try (LeashProcess leash = LeashProcess.serve(base.path())) {
        leash.awaitReady();
        try (LeashClient client = leash.connect(base.socket())) {
          CompletableFuture<JsonNode> call = slowDownload(client);

          leash.signal(signal);

          assertShutDown(call.get());
        }
        assertThat(leash.awaitExit()).isEqualTo(0);
        assertNothingLeft();
        assertThat(leash.err())
            .anyMatch(line -> line.startsWith("[INFO]") && line.contains("by the shutdown"))
            .noneMatch(line -> line.startsWith("[ERROR]"));
        assertThat(leash.out()).hasSize(1);
      }
    }

    @Test
    void byItsMethodAnswersFirst() throws Exception {
      try (LeashProcess leash = LeashProcess.serve(base.path())) {
        leash.awaitReady();
        try (LeashClient client = leash.connect(base.socket())) {
          CompletableFuture<JsonNode> call = slowDownload(client);

          assertThat(client.call("shutdown", LeashClient.params()).asBoolean()).isTrue();

          assertShutDown(call.get());
        }
        assertThat(leash.awaitExit()).isEqualTo(0);
        assertNothingLeft();
      }
    }

    @Test
    void byTheEndOfStandardInputWhereAsked() throws Exception {
      try (LeashProcess leash =
          LeashProcess.serve(base.path(), "s", "state", "--exit-on-stdin-close")) {
        leash.awaitReady();
        try (LeashClient client = leash.connect(base.socket())) {
          CompletableFuture<JsonNode> call = slowDownload(client);

          leash.closeInput();

          assertShutDown(call.get());
        }
        assertThat(leash.awaitExit()).isEqualTo(0);
        assertNothingLeft();
      }
    }

    @Test
    void isNotForTheEndOfStandardInputOtherwise() throws Exception {
      try (LeashProcess leash = LeashProcess.serve(base.path())) {
        leash.awaitReady();
        leash.closeInput();

        try (LeashClient client = leash.connect(base.socket())) {
          assertThat(client.call("ping", LeashClient.params()).asString()).isEqualTo("pong");
        }
      }
    }

    @Test
    void waitsForNoClientThatDoesNotRead() throws Exception {
      try (LeashProcess leash = LeashProcess.serve(base.path())) {
        leash.awaitReady();
        try (var deaf = SocketChannel.open(UnixDomainSocketAddress.of(base.socket()))) {
          deaf.configureBlocking(false);
          var calls =
              ByteBuffer.wrap(
                  "{\"jsonrpc\":\"2.0\",\"method\":\"nothing\",\"id\":1}\n"
                      .repeat(100_000)
                      .getBytes(StandardCharsets.US_ASCII));
          while (calls.hasRemaining() && deaf.write(calls) > 0) {
            // Until it would have to wait: the daemon reads, and its answers fill the socket.
          }

          leash.signal("TERM");

          assertThat(leash.awaitExit()).isEqualTo(0);
        }
      }
    }

    private void assertNothingLeft() throws Exception {
      assertThat(base.files()).isEmpty();
      assertThat(Files.exists(base.socket())).isFalse();
    }

    private static void assertShutDown(JsonNode answer) {
      assertThat(answer.at("/error/code").asInt()).isEqualTo(-32003);
      assertThat(answer.at("/error/data/reason").asString()).isEqualTo("CANCELLED_SHUTDOWN");
    }
  }

  @Nested
  class ASecondDaemon {
    @Test
    void isRefusedOnTheSameStateDirectory() throws Exception {
      try (LeashProcess first = LeashProcess.serve(base.path())) {
        first.awaitReady();
        try (LeashProcess second = LeashProcess.serve(base.path(), "t", "state")) {
          assertRefused(second, "The state directory", first.pid());
        }
      }
    }

    @Test
    void isRefusedOnTheSameSocket() throws Exception {
      try (LeashProcess first = LeashProcess.serve(base.path())) {
        first.awaitReady();
        try (LeashProcess second = LeashProcess.serve(base.path(), "s", "other")) {
          assertRefused(second, "The socket", first.pid());
        }
        try (LeashClient client = first.connect(base.socket())) {
          assertThat(client.call("ping", LeashClient.params()).asString()).isEqualTo("pong");
        }
      }
    }

    private static void assertRefused(LeashProcess refused, String what, long holder)
        throws Exception {
      assertThat(refused.awaitExit()).isEqualTo(2);
      assertThat(refused.out()).isEmpty();
      assertThat(refused.err()).hasSize(1);
      assertThat(refused.err().getFirst()).contains(what, "pid " + holder);
    }
  }

  @Nested
  class AfterAKill {
    @Test
    void theNextStartSweepsBeforeItIsReady() throws Exception {
      long session;
      try (LeashProcess killed = LeashProcess.serve(base.path())) {
        killed.awaitReady();
        try (LeashClient client = killed.connect(base.socket())) {
          session = client.call("begin_session", LeashClient.params()).path("sessionId").asLong();
          var _ = slowDownload(client);
          assertThat(base.files()).isNotEmpty();
          killed.signal("KILL");
          killed.awaitExit();
        }
      }
      assertThat(base.files()).isNotEmpty();
      assertThat(Files.exists(base.socket())).isTrue();

      try (LeashProcess next = LeashProcess.serve(base.path())) {
        next.awaitReady();

        assertThat(base.files()).isEmpty();
        try (LeashClient client = next.connect(base.socket())) {
          assertThat(client.call("begin_session", LeashClient.params()).path("sessionId").asLong())
              .isGreaterThan(session);
        }
      }
    }
  }

  /** A download of which some has arrived and the rest never comes. */
  private CompletableFuture<JsonNode> slowDownload(LeashClient client) throws Exception {
    int before = origin.exchanges().size();
    CompletableFuture<JsonNode> call =
        client.send("download_and_unzip", base.params(origin.url("/slow.zip")));
    origin.awaitExchange(before);
    return call;
  }
}
