package dev.leash.bootstrap.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.bootstrap.client.LeashClient;
import dev.leash.bootstrap.process.Base;
import dev.leash.http.testing.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Pages as they live: several at once, refreshed, closed, crashed, hostile. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PagesTest {
  private static final String CALL = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"get_stats\"}";

  private Gate gate;

  @BeforeEach
  void open() throws Exception {
    gate = Gate.open();
    gate.origin()
        .on(
            "/slow.zip",
            Step.head(200, "Content-Length: 1000000"),
            Step.bytes(new byte[1000]),
            Step.stall());
  }

  @AfterEach
  void close() throws Exception {
    gate.close();
  }

  /** A page with its session and a download that goes on until it is ended. */
  private Page downloading() throws Exception {
    Page page = gate.page();
    page.call("begin_session", "{}");
    page.call("start_download", gate.download("/slow.zip"));
    gate.origin().awaitExchange(0);
    return page;
  }

  @Nested
  class ThatGoes {
    private final CountDownLatch ended = new CountDownLatch(1);

    @Test
    void byACloseTakesItsDownloadsAlong() throws Exception {
      try (LeashClient watcher = watcher();
          Page page = downloading()) {
        page.socket().sendClose();

        assertEnded(watcher);
        assertThat(page.socket().awaitClose()).isEqualTo(1000);
      }
    }

    @Test
    void withoutAWordTakesItsDownloadsAlong() throws Exception {
      try (LeashClient watcher = watcher()) {
        downloading().close();

        assertEnded(watcher);
      }
    }

    @Test
    void byAResetTakesItsDownloadsAlong() throws Exception {
      try (LeashClient watcher = watcher();
          RawSocket raw = gate.rawPage()) {
        raw.sendText("{\"jsonrpc\":\"2.0\",\"method\":\"begin_session\"}");
        raw.sendText(
            "{\"jsonrpc\":\"2.0\",\"method\":\"start_download\",\"params\":%s}"
                .formatted(gate.download("/slow.zip")));
        gate.origin().awaitExchange(0);

        raw.reset();

        assertEnded(watcher);
      }
    }

    private LeashClient watcher() throws Exception {
      LeashClient watcher =
          LeashClient.connect(
              gate.daemon().socket(),
              message -> {
                if (message.toString().contains("\"disconnected\"")) {
                  ended.countDown();
                }
              });
      watcher.call("subscribe", LeashClient.params());
      return watcher;
    }

    private void assertEnded(LeashClient watcher) throws Exception {
      assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
      gate.origin().awaitExchange(0).awaitClosed();
      while (watcher.call("get_stats", LeashClient.params()).path("stagingFolders").asInt() > 0) {
        // It is deleted aside.
      }
      assertThat(gate.files()).isEmpty();
    }
  }

  @Test
  void ofTwoScopesDoNotDisturbEachOther() throws Exception {
    gate.origin().serve("/mod.zip", Base.zip(5));
    try (Page one = gate.page();
        Page two = gate.page()) {
      one.call("begin_session", "[\"one\"]");
      two.call("begin_session", "[\"two\"]");
      int call = two.send("download_and_unzip", scoped("two", "/slow.zip"));
      gate.origin().awaitExchange(0);

      one.call("begin_session", "[\"one\"]");
      assertThat(
              one.call("download_and_unzip", scoped("one", "/mod.zip").replace("/mod\"", "/a\""))
                  .at("/result/files")
                  .asInt())
          .isEqualTo(1);
      var _ = two.send("begin_session", "[\"two\"]");

      assertThat(two.answer(call).at("/error/data/reason").asString())
          .isEqualTo("CANCELLED_SESSION_CHANGE");
    }
  }

  @Test
  void areNotOfferedWhatIsForTheDaemonsOwner() throws Exception {
    try (Page page = gate.page()) {
      assertThat(page.call("shutdown", "{}").at("/error/code").asInt()).isEqualTo(-32601);
      assertThat(page.call("configure", "{}").at("/error/code").asInt()).isEqualTo(-32601);
      List<String> offered =
          page.call("rpc.discover", "{}").at("/result/methods").values().stream()
              .map(method -> method.path("name").asString())
              .toList();
      assertThat(offered)
          .contains("ping", "rpc.discover", "download_and_unzip")
          .doesNotContain("shutdown", "configure");
    }
    try (LeashClient program = gate.program()) {
      assertThat(program.call("rpc.discover", LeashClient.params()).toString())
          .contains("\"shutdown\"", "\"configure\"");
    }
  }

  @Test
  void areCountedWithTheOthers() throws Exception {
    List<Page> pages = new ArrayList<>();
    try (LeashClient program = gate.program()) {
      program.call("ping", LeashClient.params());
      for (int i = 0; i < 255; i++) {
        pages.add(gate.page());
      }
      assertThat(pages.getLast().call("get_stats", "{}").at("/result/clients").asInt())
          .isEqualTo(256);

      try (Page tooMany = gate.page()) {
        assertThat(tooMany.socket().awaitClose()).isEqualTo(1013);
      }
      assertThat(program.call("ping", LeashClient.params()).asString()).isEqualTo("pong");
    } finally {
      pages.forEach(Page::close);
    }
  }

  @Test
  void hearTheEndOfTheirDownloadsAtAShutdown() throws Exception {
    try (Page page = gate.page()) {
      page.call("begin_session", "{}");
      int call = page.send("download_and_unzip", gate.download("/slow.zip"));
      gate.origin().awaitExchange(0);

      gate.daemon().close();

      assertThat(page.answer(call).at("/error/data/reason").asString())
          .isEqualTo("CANCELLED_SHUTDOWN");
      assertThat(page.socket().awaitClose()).isEqualTo(1001);
      assertThat(gate.files()).isEmpty();
    }
  }

  @Nested
  class ThatFlood {
    /** Its answers fill what may be unread; from then on it is read no further. */
    @Test
    void withoutReadingAreReadNoFurther() throws Exception {
      try (RawSocket deaf = gate.rawPage();
          Page other = gate.page()) {
        int answer = other.call("get_stats", "{}").toString().length();
        AtomicLong sent = new AtomicLong();
        CompletableFuture<Void> flood =
            CompletableFuture.runAsync(() -> {
              try {
                while (true) {
                  deaf.sendText(CALL);
                  sent.incrementAndGet();
                }
              } catch (IOException e) {
                // Disconnected, because it has read nothing.
              }
            });

        // Ten seconds of not reading.
        while (!flood.isDone()) {
          assertThat(other.call("ping", "{}").path("result").asString()).isEqualTo("pong");
        }

        // What the sockets' own buffers hold has been sent, too, both ways.
        assertThat(sent.get() * answer).isLessThan(64L << 20);
      }
    }

    /** Each within its own bounds, and all together more than the heap. */
    @Test
    void withHalvesOfMessagesAreDisconnectedWhereThatIsTooMuch() throws Exception {
      List<RawSocket> pages = new ArrayList<>();
      byte[] half = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
      try (Page other = gate.page()) {
        for (int i = 0; i < 250; i++) {
          pages.add(gate.rawPage());
          sendOrBeGone(pages.getLast(), half);
        }

        JsonNode stats = other.call("get_stats", "{}").path("result");
        assertThat(stats.path("clients").asInt()).isLessThan(251);
        assertThat(firstCloseCode(pages).get(30, TimeUnit.SECONDS)).isEqualTo(1008);
      } finally {
        for (RawSocket page : pages) {
          page.close();
        }
      }
    }

    /** Of whichever of these is told one; the others hear nothing until they are closed. */
    private static CompletableFuture<Integer> firstCloseCode(List<RawSocket> pages) {
      CompletableFuture<Integer> first = new CompletableFuture<>();
      for (RawSocket page : pages) {
        var _ =
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    first.complete(page.awaitCloseCode());
                  } catch (IOException e) {
                    // It was not told, or not before the test's end.
                  }
                });
      }
      return first;
    }

    private static void sendOrBeGone(RawSocket page, byte[] half) {
      try {
        page.sendFrame(RawSocket.TEXT, half);
      } catch (IOException e) {
        // The one that has the most is disconnected.
      }
    }
  }

  private String scoped(String scope, String path) {
    return gate.download(path).replaceFirst("\\{", "{\"scope\":\"" + scope + "\",");
  }
}
