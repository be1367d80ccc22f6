package dev.leash.http;

import static dev.leash.http.Rig.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.http.testing.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApacheTransferOutcomesTest extends AgainstAServer {
  private Fetched answeredBy(Step... steps) {
    server.on("/mod.zip", steps);
    return rig.fetch(server.url("/mod.zip?token=hush"));
  }

  private void assertClosed() throws InterruptedException {
    server.awaitConnection(0).awaitClosed();
    assertThat(rig.file.isFinished()).isFalse();
  }

  private static void assertProtocolError(Fetched fetched) {
    assertThat(fetched)
        .isInstanceOfSatisfying(
            Fetched.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.ProtocolError.class));
    assertThat(fetched.toString()).doesNotContain("hush");
  }

  @Nested
  class TheRequest {
    @Test
    void asksForTheBytesAsTheyAre() {
      server.serve("/a//b.zip", new byte[3]);

      rig.fetch(server.url("/a//b.zip?x=%20y&z#fragment"));

      var request = server.exchanges().getFirst();
      assertThat(request.method()).isEqualTo("GET");
      assertThat(request.target()).isEqualTo("/a//b.zip?x=%20y&z");
      assertThat(request.header("Accept-Encoding")).containsExactly("identity");
      assertThat(request.header("User-Agent")).containsExactly(HttpSettings.DEFAULT.userAgent());
      assertThat(request.header("Host")).containsExactly("127.0.0.1:" + server.port());
      assertThat(request.headers())
          .containsOnlyKeys("Accept", "Accept-Encoding", "User-Agent", "Host", "Connection");
    }

    @Test
    void carriesTheCallersHeadersInsteadOfItsOwn() {
      server.serve("/mod.zip", new byte[3]);

      rig.fetch(Rig.source(server.url("/mod.zip"), Map.of("user-agent", "Game/1", "X-Key", "k")));

      assertThat(server.exchanges().getFirst().header("User-Agent")).containsExactly("Game/1");
      assertThat(server.exchanges().getFirst().header("X-Key")).containsExactly("k");
    }

    @Test
    void sendsTheUserInfoAsBasicAuthentication() {
      server.serve("/mod.zip", new byte[3]);

      rig.fetch(server.url("/mod.zip").replace("://", "://me:s%40cret@"));

      var request = server.exchanges().getFirst();
      assertThat(request.header("Authorization")).containsExactly("Basic bWU6c0BjcmV0");
      assertThat(request.header("Host")).containsExactly("127.0.0.1:" + server.port());
    }

    @Test
    void isNotMadeToWhatIsNoHttpUrl() {
      assertThat(rig.fetch("ftp://localhost/mod.zip?token=hush"))
          .isEqualTo(
              failed(
                  new Failure.UrlNotAllowed(
                      "ftp://localhost/mod.zip",
                      "only http and https URLs can be downloaded, not ftp:")));
    }
  }

  @Nested
  class NoConnection {
    @Test
    void isAFailureToConnectWhenItIsRefused() throws IOException {
      int port;
      try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
        port = socket.getLocalPort();
      }

      assertThat(rig.fetch("http://127.0.0.1:" + port + "/"))
          .isEqualTo(failed(new Failure.ConnectFailed("127.0.0.1", "refused")));
      assertThat(rig.heard.connections()).isEmpty();
    }

    @Test
    void isAFailureToConnectWhenTheHostIsUnknown() {
      assertThat(rig.fetch("http://nowhere.invalid/"))
          .isEqualTo(failed(new Failure.ConnectFailed("nowhere.invalid", "unknown host")));
    }

    @Test
    void isAFailureToConnectWhenTheServerClosesBeforeAnyAnswer() {
      assertThat(answeredBy(Step.close()))
          .isEqualTo(failed(new Failure.ConnectFailed("127.0.0.1", "closed before any answer")));
      assertThat(server.exchanges()).hasSize(1);
    }

    @Test
    void isAFailureToConnectWhenTheServerResetsBeforeAnyAnswer() {
      assertThat(answeredBy(Step.reset()))
          .isEqualTo(failed(new Failure.ConnectFailed("127.0.0.1", "closed before any answer")));
    }
  }

  @Nested
  class AStatus {
    @ParameterizedTest
    @ValueSource(ints = {300, 304, 400, 401, 403, 404, 407, 416, 429, 500, 503, 599, 799})
    void isTold(int status) throws Exception {
      assertThat(answeredBy(Step.head(status, "WWW-Authenticate: Basic realm=\"x\""), Step.flow()))
          .isEqualTo(failed(new Failure.HttpStatus(status, OptionalLong.empty())));
      assertClosed();
    }

    @Test
    void isToldWithTheServersWishForALaterTry() {
      assertThat(answeredBy(Step.head(503, "Retry-After: 7", "Content-Length: 0")))
          .isEqualTo(failed(new Failure.HttpStatus(503, OptionalLong.of(7))));
    }

    @Test
    void isToldWithTheServersWishAsADate() {
      // The fake clock's first moment is the start of 2026.
      assertThat(
              answeredBy(
                  Step.head(
                      429, "Retry-After: Thu, 01 Jan 2026 00:01:00 GMT", "Content-Length: 0")))
          .isEqualTo(failed(new Failure.HttpStatus(429, OptionalLong.of(60))));
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 204, 205, 206, 207})
    void isNoArchiveThoughASuccess(int status) throws Exception {
      assertProtocolError(
          answeredBy(Step.head(status, "Content-Length: 3"), Step.text("abc"), Step.close()));
      assertClosed();
    }

    @Test
    void isWaitedForThroughInformationalOnes() {
      assertThat(
              answeredBy(
                  Step.head(103, "Link: </style.css>"),
                  Step.head(100),
                  Step.head(200, "Content-Length: 3"),
                  Step.text("abc")))
          .isInstanceOf(Fetched.Whole.class);
    }
  }

  @Nested
  class ABody {
    @Test
    void mayEndWithItsConnectionWhenItHasNoLength() {
      assertThat(answeredBy(Step.head(200), Step.text("abc"), Step.close()))
          .isInstanceOf(Fetched.Whole.class);
      assertThat(rig.heard.announced()).containsExactly(OptionalLong.empty());
      assertThat(rig.file.content()).asString(StandardCharsets.US_ASCII).isEqualTo("abc");
    }

    @Test
    void mayComeInChunks() {
      assertThat(
              answeredBy(
                  Step.head(200, "Transfer-Encoding: chunked"),
                  Step.chunk("abc".getBytes(StandardCharsets.US_ASCII)),
                  Step.chunk("de".getBytes(StandardCharsets.US_ASCII)),
                  Step.chunk(new byte[0])))
          .isInstanceOf(Fetched.Whole.class);
      assertThat(rig.file.content()).asString(StandardCharsets.US_ASCII).isEqualTo("abcde");
    }

    @Test
    void isAsLongAsItsChunksWhateverItsLengthSays() {
      assertThat(
              answeredBy(
                  Step.head(200, "Transfer-Encoding: chunked", "Content-Length: 99"),
                  Step.chunk("abc".getBytes(StandardCharsets.US_ASCII)),
                  Step.chunk(new byte[0])))
          .isInstanceOf(Fetched.Whole.class);
      assertThat(rig.heard.announced()).containsExactly(OptionalLong.empty());
    }

    @Test
    void isNotDecoded() {
      assertThat(
              answeredBy(
                  Step.head(200, "Content-Encoding: gzip", "Content-Length: 3"), Step.text("abc")))
          .isInstanceOf(Fetched.Whole.class);
      assertThat(rig.file.content()).asString(StandardCharsets.US_ASCII).isEqualTo("abc");
    }

    @Test
    void isIncompleteWhenItsConnectionEndsTooSoon() throws Exception {
      assertThat(answeredBy(Step.head(200, "Content-Length: 10"), Step.text("abc"), Step.close()))
          .isEqualTo(failed(new Failure.TransferIncomplete(3, OptionalLong.of(10))));
      assertClosed();
    }

    @Test
    void isIncompleteWhenItsConnectionIsReset() throws Exception {
      server.on(
          "/mod.zip",
          Step.head(200, "Content-Length: 10"),
          Step.text("abc"),
          _ -> rig.heard.awaitReceived(3),
          Step.reset());

      assertThat(rig.fetch(server.url("/mod.zip")))
          .isEqualTo(failed(new Failure.TransferIncomplete(3, OptionalLong.of(10))));
      assertClosed();
    }

    @Test
    void isIncompleteWhenItIsResetWithoutALength() {
      server.on(
          "/mod.zip",
          Step.head(200),
          Step.text("abc"),
          _ -> rig.heard.awaitReceived(3),
          Step.reset());

      assertThat(rig.fetch(server.url("/mod.zip")))
          .isEqualTo(failed(new Failure.TransferIncomplete(3, OptionalLong.empty())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5\r\nabc", "3\r\nabc", "3\r\nabc\r\n", "3\r\nabc\r\n2"})
    void isIncompleteWhenItsChunksBreakOff(String chunks) throws Exception {
      assertThat(
              answeredBy(
                  Step.head(200, "Transfer-Encoding: chunked"), Step.text(chunks), Step.close()))
          .isEqualTo(failed(new Failure.TransferIncomplete(3, OptionalLong.empty())));
      assertClosed();
    }

    @Test
    void isIncompleteWhenTheHeadBreaksOffBetweenTwoLines() {
      assertThat(answeredBy(Step.text("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n"), Step.close()))
          .isEqualTo(failed(new Failure.TransferIncomplete(0, OptionalLong.of(10))));
    }

    @Test
    void mustNotBeLongerThanAnnounced() throws Exception {
      assertProtocolError(
          answeredBy(Step.text("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcd"), Step.stall()));
      assertClosed();
    }

    @Test
    void isTooLargeByItsAnnouncement() throws Exception {
      server.on("/mod.zip", Step.head(200, "Content-Length: 11"), Step.flow());

      assertThat(rig.fetch(Rig.limited(server.url("/mod.zip"), 10)))
          .isEqualTo(failed(new Failure.TooLarge(10)));
      assertClosed();
      assertThat(rig.file.content()).isEmpty();
    }

    @Test
    void isTooLargeWhenItGoesOnAndOn() throws Exception {
      server.on("/mod.zip", Step.head(200), Step.flow());

      assertThat(rig.fetch(Rig.limited(server.url("/mod.zip"), 1_000_000)))
          .isEqualTo(failed(new Failure.TooLarge(1_000_000)));
      assertClosed();
      assertThat(rig.file.content().length).isLessThanOrEqualTo(1_000_000);
    }
  }

  @Nested
  class AHostileServer {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "garbage\r\n\r\n",
          "\u0000\u0001\u0002\u00ff\r\n\r\n",
          "SSH-2.0-OpenSSH_9.2\r\n",
          "HTTP/1.1 hush OK\r\n\r\n",
          "HTTP/1.1 99 Low\r\n\r\n",
          "HTTP/1.1 -200 OK\r\n\r\n",
          "HTTP/1.1 99999999999 OK\r\n\r\n",
          "HTTP/9.9 200 OK\r\n\r\n",
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: hush\r\n\r\n",
          "HTTP/1.1 200 OK\r\nno colon hush\r\n\r\n",
          "HTTP/1.1 200 OK\r\n: hush\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: +3\r\n\r\nabc",
          "HTTP/1.1 200 OK\r\nContent-Length: hush\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
          "HTTP/1.1 200 OK\r\nContent-Length: 3, 4\r\n\r\nabcd",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: hush\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, hush\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhush\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nabc",
        })
    void isToldByItsUnsoundHttp(String answer) throws Exception {
      assertProtocolError(answeredBy(Step.text(answer), Step.stall()));
      assertClosed();
    }

    @Test
    void cannotSendAHeaderWithoutEnd() throws Exception {
      assertProtocolError(
          answeredBy(
              Step.text("HTTP/1.1 200 OK\r\nX: "), Step.text("x".repeat(1 << 20)), Step.stall()));
      assertClosed();
    }

    @Test
    void cannotSendFoldedLinesWithoutEnd() throws Exception {
      assertProtocolError(
          answeredBy(
              Step.text("HTTP/1.1 200 OK\r\nX: x\r\n"),
              Step.text(" folded\r\n".repeat(100_000)),
              Step.stall()));
      assertClosed();
    }

    @Test
    void cannotSendHeadersWithoutEnd() throws Exception {
      assertProtocolError(
          answeredBy(
              Step.text("HTTP/1.1 200 OK\r\n"),
              Step.text("X: x\r\n".repeat(100_000)),
              Step.stall()));
      assertClosed();
    }

    @Test
    void maySayTheSameLengthTwice() {
      assertThat(
              answeredBy(
                  Step.head(200, "Content-Length: 3", "Content-Length: 3"), Step.text("abc")))
          .isInstanceOf(Fetched.Whole.class);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Keep-Alive: timeout=hush",
          "Keep-Alive: timeout=99999999999999999999999",
          "Connection: ,,,",
          "Connection: \u0000",
          "Content-Type: ;;;=\u0001\"",
          "Content-Encoding: \u00ff",
          "Set-Cookie: =;=;=",
          "Retry-After: -5",
          "Trailer: ,",
          "Upgrade: TLS/1.2",
        })
    void mayFillOtherHeadersWithRubbish(String header) {
      assertThat(answeredBy(Step.head(200, header, "Content-Length: 3"), Step.text("abc")))
          .isInstanceOf(Fetched.Whole.class);
    }
  }
}
