package dev.leash.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.bootstrap.client.LeashClient;
import dev.leash.bootstrap.ipc.HugeEntry;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** SIGTERM to a daemon that has its hands full. */
final class LoadedShutdownProcessTest extends AgainstAnOrigin {
  private static final int STALLED = 60;

  @BeforeEach
  void offer() throws Exception {
    origin.stall("/slow.zip", Base.zip(500_000), 400_000);
    origin.on("/huge.zip", HugeEntry.served());
  }

  @Test
  void endsEveryDownloadAndLeavesNothingAndExitsInTime() throws Exception {
    try (LeashProcess leash = LeashProcess.serve(base.path())) {
      leash.awaitReady();
      try (LeashClient client = leash.connect(base.socket());
          SocketChannel deaf = deaf()) {
        List<CompletableFuture<JsonNode>> calls = new ArrayList<>();
        for (int one = 0; one < STALLED; one++) {
          calls.add(client.send("download_and_unzip", params("/slow.zip", "slow" + one)));
        }
        calls.add(client.send("download_and_unzip", params("/huge.zip", "huge")));
        origin.awaitExchange(STALLED);
        awaitUnzipping(client);

        long before = System.nanoTime();
        leash.signal("TERM");

        assertThat(leash.awaitExit()).isEqualTo(0);
        // 5 s are promised; another five are for a busy machine.
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        for (CompletableFuture<JsonNode> call : calls) {
          assertThat(call.get().at("/error/data/reason").asString())
              .isEqualTo("CANCELLED_SHUTDOWN");
        }
        assertThat(firstLine(deaf)).contains("METHOD_NOT_FOUND");
      }
      assertThat(base.files()).isEmpty();
      assertThat(Files.exists(base.socket())).isFalse();
      assertThat(leash.err()).noneMatch(line -> line.startsWith("[ERROR]"));
    }
  }

  /** One that has the daemon answer and never reads. */
  private SocketChannel deaf() throws Exception {
    SocketChannel deaf = SocketChannel.open(UnixDomainSocketAddress.of(base.socket()));
    deaf.configureBlocking(false);
    ByteBuffer calls =
        ByteBuffer.wrap(
            "{\"jsonrpc\":\"2.0\",\"method\":\"nothing\",\"id\":1}\n"
                .repeat(50_000)
                .getBytes(StandardCharsets.US_ASCII));
    while (calls.hasRemaining() && deaf.write(calls) > 0) {
      // Until it would have to wait: its answers fill the socket.
    }
    return deaf;
  }

  /** What it had been answered all the same, for as long as there was room. */
  private static String firstLine(SocketChannel deaf) throws Exception {
    ByteBuffer unread = ByteBuffer.allocate(1_000);
    deaf.read(unread);
    return StandardCharsets.US_ASCII.decode(unread.flip()).toString();
  }

  /** Until some of the huge entry is there, of which much is to come. */
  private static void awaitUnzipping(LeashClient client) throws Exception {
    long extracted = 0;
    while (extracted == 0) {
      for (JsonNode status : client.call("list_downloads", LeashClient.params())) {
        extracted = Math.max(extracted, status.path("extractedBytes").asLong());
      }
    }
  }

  private JsonNode params(String path, String folder) {
    return base.params(origin.url(path)).put("savePath", base.root().resolve(folder).toString());
  }
}
