package dev.leash.bootstrap.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.bootstrap.demo.Sample.Manner;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server that plays the other side. */
final class DemoOriginTest {
  private static final long AT_ONCE = 1_000_000_000;

  /** A bound for failures alone; half of what a silence lasts. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path folder;
  private Path file;
  private byte[] bytes;
  private DemoOrigin origin;
  private Sample ranges;
  private Sample whole;
  private Sample untold;
  private Sample stalling;
  private Sample slow;

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("mod.zip");
    DemoArchive.make(file, 3, 50_000);
    bytes = Files.readAllBytes(file);
    ranges = new Sample("ranges", file, AT_ONCE, Manner.BY_RANGES);
    whole = new Sample("whole", file, AT_ONCE, Manner.WHOLE);
    untold = new Sample("untold", file, AT_ONCE, Manner.LENGTH_UNTOLD);
    stalling = new Sample("stalling", file, AT_ONCE, Manner.STALLING);
    slow = new Sample("slow", file, 1, Manner.WHOLE);
    origin = new DemoOrigin(List.of(ranges, whole, untold, stalling, slow));
  }

  @AfterEach
  void stop() {
    origin.close();
    client.close();
  }

  @Test
  void sendsAWholeArchiveAndItsLength() throws Exception {
    HttpResponse<byte[]> answer = get(whole);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(bytes.length);
    assertThat(answer.body()).isEqualTo(bytes);
  }

  @Test
  void sendsAnArchiveWithoutItsLength() throws Exception {
    HttpResponse<byte[]> answer = get(untold);

    assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
    assertThat(answer.body()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=100-, 100, 151000",
    "bytes=100-199, 100, 200",
    "bytes=100-999999, 100, 151000"
  })
  void sendsWhatIsLeftOfAnArchive(String range, int from, int to) throws Exception {
    String tag = get(ranges).headers().firstValue("ETag").orElseThrow();
    int end = Math.min(to, bytes.length);

    HttpResponse<byte[]> answer = get(ranges, "Range", range, "If-Range", tag);

    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.headers().firstValue("Content-Range"))
        .hasValue("bytes %d-%d/%d".formatted(from, end - 1, bytes.length));
    assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(bytes, from, end));
  }

  @ParameterizedTest
  @CsvSource({"bytes=100-, \"another\"", "bytes=-100, ", "bytes=99999999-, "})
  void sendsAllWhereAPartCannotBeHad(String range, String tag) throws Exception {
    HttpResponse<byte[]> answer =
        tag == null ? get(ranges, "Range", range) : get(ranges, "Range", range, "If-Range", tag);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(bytes);
  }

  @Test
  void goesSilentAfterAThird() throws Exception {
    HttpResponse<InputStream> answer =
        client.send(request(stalling).build(), HttpResponse.BodyHandlers.ofInputStream());

    assertThat(answer.body().readNBytes(bytes.length / 3))
        .isEqualTo(Arrays.copyOf(bytes, bytes.length / 3));
    assertThat(answer.body().available()).isZero();
    answer.body().close();
  }

  @Test
  void listensWhereItSaysAlone() {
    assertThat(origin.address().getHostAddress()).isEqualTo("127.0.0.1");
    assertThat(origin.url(whole)).startsWith("http://127.0.0.1:");
  }

  @Test
  void hasNoMoreThreadsThanSoMany() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 3 * DemoOrigin.THREADS; i++) {
        sockets.add(ask(slow));
      }
      // These have their threads, and keep them.
      for (Socket socket : sockets.subList(0, DemoOrigin.THREADS)) {
        assertThat(socket.getInputStream().read()).isPositive();
      }

      Set<Thread> after = new HashSet<>(Thread.getAllStackTraces().keySet());
      after.removeAll(before);
      assertThat(after.stream().filter(thread -> thread.getName().startsWith("pool-")))
          .hasSizeLessThanOrEqualTo(DemoOrigin.THREADS);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  /** That a client has gone shows only to who sends to it. */
  @Test
  void servesOnHoweverManyHaveLeftItWhileItIsSilent() throws Exception {
    for (int i = 0; i < 2 * DemoOrigin.THREADS; i++) {
      try (Socket socket = ask(stalling)) {
        assertThat(socket.getInputStream().read()).isPositive();
      }
    }

    assertThat(get(whole).body()).isEqualTo(bytes);
  }

  @Test
  void endsItsLongestSilenceWhereThereAreTooMany() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i <= Silences.MOST; i++) {
        sockets.add(ask(stalling));
        assertThat(sockets.getLast().getInputStream().readNBytes(bytes.length / 3)).isNotEmpty();
      }

      // Its end is there, and not the rest.
      assertThat(sockets.getFirst().getInputStream().readAllBytes())
          .hasSizeLessThan(bytes.length / 3);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void hasACopyThatIsDamagedInItsMiddleAlone() throws Exception {
    Path damaged = folder.resolve("damaged.zip");

    DemoArchive.damage(file, damaged);

    assertThat(Files.size(damaged)).isEqualTo(bytes.length);
    assertThat(Files.mismatch(file, damaged)).isEqualTo(bytes.length / 2);
  }

  private HttpResponse<byte[]> get(Sample sample, String... headers) throws Exception {
    HttpRequest.Builder request = request(sample);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(Sample sample) {
    return HttpRequest.newBuilder(URI.create(origin.url(sample))).timeout(PATIENCE);
  }

  private Socket ask(Sample sample) throws IOException {
    URI url = URI.create(origin.url(sample));
    Socket socket = new Socket(InetAddress.ofLiteral(url.getHost()), url.getPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    String request = "GET " + url.getPath() + " HTTP/1.1\r\nHost: a\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
