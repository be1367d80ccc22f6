package dev.leash.benchmarks.install.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class LinkTest {
  private static final long ROUND_TRIP = Duration.ofMillis(20).toNanos();

  @Nested
  final class OnAWire {
    private final AtomicLong now = new AtomicLong(1_000);
    private final Wire wire = new Wire(now::get);

    @Test
    void bytesTakeTheirTimeAndARoundTrip() {
      // 125 bytes are 1,000 bits: a microsecond.
      assertThat(wire.send(125)).isEqualTo(1_000 + 1_000 + ROUND_TRIP);
    }

    @Test
    void bytesWaitForThoseBeforeThem() {
      wire.send(125);

      assertThat(wire.send(250)).isEqualTo(1_000 + 3_000 + ROUND_TRIP);
    }

    @Test
    void timeThatPassedUnusedIsLost() {
      wire.send(125);
      now.set(50_000);

      assertThat(wire.send(125)).isEqualTo(50_000 + 1_000 + ROUND_TRIP);
    }
  }

  @Nested
  final class InAWindow {
    private final Window window = new Window();

    @Test
    void tenSegmentsGoFirst() throws InterruptedException {
      assertThat(window.take(1 << 20)).isEqualTo(14_600);
    }

    @Test
    void twiceAsManyGoWhenTheyHaveArrived() throws InterruptedException {
      window.take(1 << 20);

      window.arrived(14_600);

      assertThat(window.take(1 << 20)).isEqualTo(29_200);
    }

    @Test
    void itStopsToGrow() throws InterruptedException {
      for (int i = 0; i < 20; i++) {
        window.arrived(window.take(1 << 30));
      }

      assertThat(window.take(1 << 30)).isEqualTo(4 << 20);
    }
  }

  @Nested
  final class Relaying {
    @Test
    void passesRequestsAndAnswersOnTheirBytes() throws IOException {
      byte[] answer = new byte[1_000_000];
      new Random(3).nextBytes(answer);
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
          RelayLink link =
              RelayLink.to(
                  new InetSocketAddress(
                      InetAddress.ofLiteral("127.0.0.1"), server.getLocalPort()))) {
        CompletableFuture<Byte> asked = CompletableFuture.supplyAsync(() -> serve(server, answer));
        URI url = URI.create(link.url());

        try (Socket client = new Socket(InetAddress.ofLiteral(url.getHost()), url.getPort())) {
          client.getOutputStream().write(42);

          assertThat(client.getInputStream().readAllBytes()).isEqualTo(answer);
        }

        assertThat(asked.join()).isEqualTo((byte) 42);
      }
    }

    private static byte serve(ServerSocket server, byte[] answer) {
      try (Socket accepted = server.accept()) {
        byte asked = (byte) accepted.getInputStream().read();
        accepted.getOutputStream().write(answer);
        return asked;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Nested
  final class OfTheKernel {
    @Test
    void whatIsMadeIsTakenDown() {
      KernelLink link = new KernelLink(4_194_303);

      assertThat(link.steps())
          .extracting(step -> String.join(" ", step.down()))
          .filteredOn(down -> !down.isEmpty())
          .containsExactly("ip netns del leash-bench-4194303", "ip link del lbo4194303");
      assertThat(link.steps().getLast().up())
          .containsSubsequence("netem", "delay", "20ms", "rate", "1000000000bit");
    }

    @Test
    void namesFitTheKernel() {
      assertThat(new KernelLink(4_194_303).steps().get(1).up())
          .filteredOn(word -> word.startsWith("lb"))
          .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(15));
    }
  }
}
