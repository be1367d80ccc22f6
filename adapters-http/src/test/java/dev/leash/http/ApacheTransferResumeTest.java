package dev.leash.http;

import static dev.leash.http.Rig.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.download.Checksum;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.Headers;
import dev.leash.domain.download.SourceUrl;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Transfer.Fetch;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.domain.port.Transfer.Source;
import dev.leash.http.testing.RecordedExchange;
import dev.leash.http.testing.ScriptedServer;
import dev.leash.http.testing.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive is {@code 0123456789}, and another version of it {@code abcdefghij}. */
@Timeout(60)
final class ApacheTransferResumeTest {
  private static final String ARCHIVE = "0123456789";
  private static final String OTHER = "abcdefghij";
  private static final String TAG = "ETag: \"v1\"";
  private static final String SHA256 =
      "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882";
  private static final Fetched WHOLE = new Fetched.Whole(10, SHA256);

  private final Rig rig = new Rig();
  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = ScriptedServer.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private Fetch fetch() {
    return rig.prepare(server.url("/mod.zip"));
  }

  /** Has the next request answered so that four bytes come, and then the connection's end. */
  private Fetch brokenAfterFour(String... headers) {
    server.on("/mod.zip", headAnd(headers), Step.text("0123"), Step.close());
    Fetch fetch = fetch();
    assertThat(fetch.attempt(rig.cancellation))
        .isEqualTo(failed(new Failure.TransferIncomplete(4, OptionalLong.of(10))));
    return fetch;
  }

  private static Step headAnd(String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Length: 10");
    return Step.head(200, all.toArray(String[]::new));
  }

  private void serveWhole(String content, String tag) {
    server.on("/mod.zip", headAnd("ETag: " + tag), Step.text(content));
  }

  /** Has the next request answered with this part, and the one after it with the other version. */
  private void partThenOther(Step... part) {
    server.on("/mod.zip", part);
    serveWhole(OTHER, "\"v2\"");
  }

  private void assertAskedFor(int exchange, String range, String validator) {
    RecordedExchange request = server.exchanges().get(exchange);
    assertThat(request.header("Range")).containsExactly(range);
    assertThat(request.header("If-Range")).containsExactly(validator);
  }

  private void assertAskedForTheWhole(int exchange) {
    assertThat(server.exchanges().get(exchange).headers()).doesNotContainKeys("Range", "If-Range");
  }

  private void assertWentOn(Fetched fetched) {
    assertThat(fetched).isEqualTo(WHOLE);
    assertThat(content()).isEqualTo(ARCHIVE);
    assertThat(rig.file.isFinished()).isTrue();
    assertThat(rig.heard.received()).isEqualTo(10);
    assertThat(rig.heard.timesStartedOver()).isZero();
  }

  private void assertStartedOverWith(String expected, Fetched fetched) {
    assertThat(fetched).isInstanceOf(Fetched.Whole.class);
    assertThat(content()).isEqualTo(expected);
    assertThat(rig.file.isFinished()).isTrue();
    assertThat(rig.heard.received()).isEqualTo(expected.length());
    assertThat(rig.heard.timesStartedOver()).isEqualTo(1);
  }

  /** The range was asked for once, the whole after it, and nothing of the range is in the file. */
  private void assertNotAppended(Fetched fetched) {
    assertStartedOverWith(OTHER, fetched);
    assertThat(server.exchanges()).hasSize(3);
    assertAskedFor(1, "bytes=4-", "\"v1\"");
    assertAskedForTheWhole(2);
  }

  private String content() {
    return new String(rig.file.content(), StandardCharsets.US_ASCII);
  }

  @Nested
  class WithAStrongTag {
    @Test
    void asksForTheRestOnly() {
      Fetch fetch = brokenAfterFour(TAG);
      server.on(
          "/mod.zip",
          Step.head(206, TAG, "Content-Length: 6", Step.range(4, 9, 10)),
          Step.text("456789"));

      assertWentOn(fetch.attempt(rig.cancellation));
      assertAskedForTheWhole(0);
      assertAskedFor(1, "bytes=4-", "\"v1\"");
      assertThat(rig.heard.announced()).containsExactly(OptionalLong.of(10), OptionalLong.of(10));
      assertThat(rig.heard.connections()).containsExactly(1, 0, 1, 0);
    }

    @Test
    void goesOnAfterEachOfManyResets() {
      server.on(
          "/mod.zip", headAnd(TAG), Step.text("0"), _ -> rig.heard.awaitReceived(1), Step.reset());
      for (int i = 1; i < 10; i++) {
        int there = i + 1;
        server.on(
            "/mod.zip",
            Step.head(206, TAG, "Content-Length: " + (10 - i), Step.range(i, 9, 10)),
            Step.text(ARCHIVE.substring(i, there)),
            _ -> rig.heard.awaitReceived(there),
            Step.reset());
      }
      Fetch fetch = fetch();

      for (int there = 1; there < 10; there++) {
        assertThat(fetch.attempt(rig.cancellation))
            .isEqualTo(failed(new Failure.TransferIncomplete(there, OptionalLong.of(10))));
        assertThat(content()).isEqualTo(ARCHIVE.substring(0, there));
      }

      assertWentOn(fetch.attempt(rig.cancellation));
      assertAskedFor(9, "bytes=9-", "\"v1\"");
    }

    @Test
    void goesOnAfterAStall() throws Exception {
      server.on("/mod.zip", headAnd(TAG), Step.text("0123"), Step.stall());
      server.on(
          "/mod.zip", Step.head(206, Step.range(4, 9, 10)), Step.text("456789"), Step.close());
      Fetch fetch = fetch();
      CompletableFuture<Fetched> stalling =
          CompletableFuture.supplyAsync(
              () -> fetch.attempt(rig.cancellation),
              task -> Thread.ofPlatform().daemon().start(task));
      rig.heard.awaitReceived(4);
      rig.clock.advance(HttpSettings.DEFAULT.stallTimeout());
      assertThat(stalling.get()).isEqualTo(failed(new Failure.Stalled(30)));

      assertWentOn(fetch.attempt(rig.cancellation));
      assertAskedFor(1, "bytes=4-", "\"v1\"");
    }

    @Test
    void goesOnAfterEachOfSeveralCancellations() throws Exception {
      server.on("/mod.zip", headAnd(TAG), Step.text("0123"), Step.stall());
      server.on("/mod.zip", Step.head(206, Step.range(4, 9, 10)), Step.text("45"), Step.stall());
      server.on("/mod.zip", Step.head(206, Step.range(6, 9, 10)), Step.text("6789"), Step.close());
      Fetch fetch = fetch();
      for (int there : List.of(4, 6)) {
        Cancellation pause = new Cancellation();
        CompletableFuture<Fetched> paused =
            CompletableFuture.supplyAsync(
                () -> fetch.attempt(pause), task -> Thread.ofPlatform().daemon().start(task));
        rig.heard.awaitReceived(there);
        pause.cancel();
        assertThat(paused.get()).isEqualTo(new Fetched.Cancelled());
      }

      assertWentOn(fetch.attempt(rig.cancellation));
      assertAskedFor(1, "bytes=4-", "\"v1\"");
      assertAskedFor(2, "bytes=6-", "\"v1\"");
    }

    @Test
    void startsOverWithTheWholeThatComesInstead() {
      Fetch fetch = brokenAfterFour(TAG);
      serveWhole(OTHER, "\"v2\"");

      assertStartedOverWith(OTHER, fetch.attempt(rig.cancellation));
      assertThat(server.exchanges()).hasSize(2);
      assertThat(rig.file.read(1, 0, ByteBuffer.allocate(1), rig.cancellation))
          .hasToString("Restarted[generation=2]");
    }

    @Test
    void startsOverWithTheSameVersionWhereRangesAreIgnored() {
      Fetch fetch = brokenAfterFour(TAG);
      serveWhole(ARCHIVE, "\"v1\"");

      assertStartedOverWith(ARCHIVE, fetch.attempt(rig.cancellation));
    }

    @Test
    void goesOnWithTheVersionThatItStartedOverWith() {
      Fetch fetch = brokenAfterFour(TAG);
      server.on("/mod.zip", headAnd("ETag: \"v2\""), Step.text("abcdef"), Step.close());
      server.on("/mod.zip", Step.head(206, Step.range(6, 9, 10)), Step.text("ghij"), Step.close());
      assertThat(fetch.attempt(rig.cancellation))
          .isEqualTo(failed(new Failure.TransferIncomplete(6, OptionalLong.of(10))));

      assertStartedOverWith(OTHER, fetch.attempt(rig.cancellation));
      assertAskedFor(2, "bytes=6-", "\"v2\"");
    }

    @Test
    void keepsWhatHasArrivedWhenTheServerIsBusy() {
      Fetch fetch = brokenAfterFour(TAG);
      server.on("/mod.zip", Step.head(503, "Retry-After: 7", "Content-Length: 0"));
      server.on(
          "/mod.zip", Step.head(206, Step.range(4, 9, 10)), Step.text("456789"), Step.close());

      assertThat(fetch.attempt(rig.cancellation))
          .isEqualTo(failed(new Failure.HttpStatus(503, OptionalLong.of(7))));
      assertWentOn(fetch.attempt(rig.cancellation));
      assertAskedFor(1, "bytes=4-", "\"v1\"");
      assertAskedFor(2, "bytes=4-", "\"v1\"");
    }

    @Test
    void asksForTheWholeWhenNothingHasArrived() {
      server.on("/mod.zip", headAnd(TAG), Step.close());
      serveWhole(ARCHIVE, "\"v1\"");
      Fetch fetch = fetch();
      assertThat(fetch.attempt(rig.cancellation))
          .isEqualTo(failed(new Failure.TransferIncomplete(0, OptionalLong.of(10))));

      assertWentOn(fetch.attempt(rig.cancellation));
      assertAskedForTheWhole(1);
    }

    @Test
    void beginsAnewGenerationWhenOnlyAnotherLengthHadBeenTold() {
      server.on("/mod.zip", headAnd(TAG), Step.close());
      server.on("/mod.zip", Step.head(200, "Content-Length: 3"), Step.text("abc"));
      Fetch fetch = fetch();
      fetch.attempt(rig.cancellation);

      assertStartedOverWith("abc", fetch.attempt(rig.cancellation));
    }

    @Test
    void keepsTheConnectionForTheNextOne() {
      Fetch fetch = brokenAfterFour(TAG);
      server.on(
          "/mod.zip",
          Step.head(206, "Content-Length: 6", Step.range(4, 9, 10)),
          Step.text("456789"));
      server.serve("/next.zip", new byte[3]);

      assertWentOn(fetch.attempt(rig.cancellation));
      rig.fetchAnew(server.url("/next.zip"));
      assertThat(server.connections()).hasSize(2);
    }

    @Test
    void sendsTheCallersHeadersWithTheRange() {
      server.on("/mod.zip", headAnd(TAG), Step.text("0123"), Step.close());
      server.on("/mod.zip", Step.resource(ARCHIVE.getBytes(StandardCharsets.US_ASCII), "\"v1\""));
      Fetch fetch = rig.prepare(Rig.source(server.url("/mod.zip"), Map.of("X-Key", "k")));
      fetch.attempt(rig.cancellation);

      assertWentOn(fetch.attempt(rig.cancellation));
      assertThat(server.exchanges().get(1).header("X-Key")).containsExactly("k");
      assertThat(server.exchanges().get(1).header("Accept-Encoding")).containsExactly("identity");
    }
  }

  @Nested
  class WithoutAStrongValidator {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "X-No: validator",
          "ETag: W/\"v1\"",
          "ETag: w/\"v1\"",
          "ETag: v1",
          "ETag: \"\"",
          "ETag: \"v1\"\r\nETag: \"v2\"",
          "Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT",
          "Last-Modified: Thu, 01 Jan 2026 00:00:01 GMT\r\nDate: Thu, 01 Jan 2026 00:01:00 GMT",
          "Last-Modified: rubbish\r\nDate: Thu, 01 Jan 2026 00:01:00 GMT",
          "ETag: W/\"v1\"\r\nLast-Modified: Thu, 01 Jan 2026 00:00:00 GMT\r\n"
              + "Date: Fri, 02 Jan 2026 00:00:00 GMT",
        })
    void startsOverWithTheWhole(String headers) {
      Fetch fetch = brokenAfterFour(headers);
      serveWhole(OTHER, "\"v2\"");

      assertStartedOverWith(OTHER, fetch.attempt(rig.cancellation));
      assertAskedForTheWhole(1);
    }

    @Test
    void keepsTheOldBytesUntilOthersCome() {
      Fetch fetch = brokenAfterFour();
      server.on("/mod.zip", Step.head(503, "Content-Length: 0"));
      serveWhole(OTHER, "\"v2\"");
      fetch.attempt(rig.cancellation);
      assertThat(content()).isEqualTo("0123");
      assertThat(rig.heard.timesStartedOver()).isZero();

      assertStartedOverWith(OTHER, fetch.attempt(rig.cancellation));
    }

    @Test
    void doesNotTrustTheTagOfWhatAProxyHasChanged() {
      server.on(
          "/mod.zip", Step.head(203, TAG, "Content-Length: 10"), Step.text("0123"), Step.close());
      serveWhole(OTHER, "\"v1\"");
      Fetch fetch = fetch();
      fetch.attempt(rig.cancellation);

      assertStartedOverWith(OTHER, fetch.attempt(rig.cancellation));
      assertAskedForTheWhole(1);
    }

    @Test
    void takesAnUnaskedPartForUnsoundHttp() {
      Fetch fetch = brokenAfterFour();
      server.on(
          "/mod.zip", Step.head(206, Step.range(4, 9, 10)), Step.text("456789"), Step.close());

      assertThat(fetch.attempt(rig.cancellation))
          .isEqualTo(
              failed(new Failure.ProtocolError("a success that carries no archive: status 206")));
      assertThat(content()).isEqualTo("0123");
    }
  }

  @Nested
  class WithADate {
    private static final String MODIFIED = "Thu, 01 Jan 2026 00:00:00 GMT";
    private static final String A_MINUTE_LATER = "Date: Thu, 01 Jan 2026 00:01:00 GMT";

    @Test
    void goesOnWhenItIsStrong() {
      Fetch fetch = brokenAfterFour("Last-Modified: " + MODIFIED, A_MINUTE_LATER);
      server.on(
          "/mod.zip", Step.head(206, Step.range(4, 9, 10)), Step.text("456789"), Step.close());

      assertWentOn(fetch.attempt(rig.cancellation));
      assertAskedFor(1, "bytes=4-", MODIFIED);
    }

    @Test
    void doesNotAppendAPartOfAnotherDate() {
      Fetch fetch = brokenAfterFour("Last-Modified: " + MODIFIED, A_MINUTE_LATER);
      partThenOther(
          Step.head(206, "Last-Modified: Fri, 02 Jan 2026 00:00:00 GMT", Step.range(4, 9, 10)),
          Step.text("efghij"),
          Step.close());

      assertStartedOverWith(OTHER, fetch.attempt(rig.cancellation));
      assertAskedForTheWhole(2);
    }
  }

  @Nested
  class AWrongPart {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "X-No: range",
          "Content-Range: bytes 0-9/10",
          "Content-Range: bytes 3-9/10",
          "Content-Range: bytes 5-9/10",
          "Content-Range: bytes 4-9/11",
          "Content-Range: bytes 4-8/9",
          "Content-Range: bytes 4-10/*",
          "Content-Range: bytes 4-10/10",
          "Content-Range: bytes 4-3/10",
          "Content-Range: bytes */10",
          "Content-Range: items 4-9/10",
          "Content-Range: rubbish",
          "Content-Range: bytes 4-9/10\r\nContent-Range: bytes 0-5/10",
          "Content-Range: bytes 4-9/10\r\nETag: \"v2\"",
          "Content-Range: bytes 4-9/10\r\nETag: W/\"v1\"",
          "Content-Range: bytes 4-9/10\r\nContent-Encoding: gzip",
          "Content-Range: bytes 4-9/10\r\nContent-Type: multipart/byteranges; boundary=x",
          "Content-Type: Multipart/ByteRanges; boundary=x",
        })
    void isNotAppended(String headers) {
      Fetch fetch = brokenAfterFour(TAG);
      partThenOther(
          Step.head(206, headers, "Content-Length: 6"), Step.text("efghij"), Step.close());

      assertNotAppended(fetch.attempt(rig.cancellation));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 7})
    void isOneWhoseLengthDoesNotFitItsRange(int length) {
      Fetch fetch = brokenAfterFour(TAG);
      partThenOther(
          Step.head(206, "Content-Length: " + length, Step.range(4, 9, 10)),
          Step.text("efghijk"),
          Step.close());

      assertNotAppended(fetch.attempt(rig.cancellation));
    }

    @ParameterizedTest
    @ValueSource(ints = {412, 416})
    void isARefusalOfTheRange(int status) {
      Fetch fetch = brokenAfterFour(TAG);
      partThenOther(Step.head(status, "Content-Range: bytes */10", "Content-Length: 0"));

      assertNotAppended(fetch.attempt(rig.cancellation));
    }

    @Test
    void isToldWhenTheWholeIsAnsweredWronglyToo() {
      Fetch fetch = brokenAfterFour(TAG);
      server.on("/mod.zip", Step.head(206, Step.range(0, 9, 10)), Step.text(ARCHIVE), Step.close());

      assertThat(fetch.attempt(rig.cancellation))
          .isEqualTo(
              failed(new Failure.ProtocolError("a success that carries no archive: status 206")));
      assertThat(server.exchanges()).hasSize(3);
      assertThat(content()).isEqualTo("0123");
      assertThat(rig.heard.timesStartedOver()).isZero();
    }

    @Test
    void isToldWhenTheWholeIsRefusedToo() {
      Fetch fetch = brokenAfterFour(TAG);
      server.on("/mod.zip", Step.head(416, "Content-Length: 0"));

      assertThat(fetch.attempt(rig.cancellation))
          .isEqualTo(failed(new Failure.HttpStatus(416, OptionalLong.empty())));
      assertThat(server.exchanges()).hasSize(3);
    }

    @Test
    void isOneThatIsUnknownToHaveAnEnd() {
      server.on(
          "/mod.zip",
          Step.head(200, TAG),
          Step.text("0123"),
          _ -> rig.heard.awaitReceived(4),
          Step.reset());
      Fetch fetch = fetch();
      fetch.attempt(rig.cancellation);
      partThenOther(Step.head(206, Step.range(4, 9, "*")), Step.text("efghij"), Step.close());

      assertNotAppended(fetch.attempt(rig.cancellation));
    }
  }

  @Nested
  class APart {
    @Test
    void mayBeShort() {
      Fetch fetch = brokenAfterFour(TAG);
      server.on(
          "/mod.zip", Step.head(206, Step.range(4, 5, 10), "Content-Length: 2"), Step.text("45"));
      server.on(
          "/mod.zip", Step.head(206, Step.range(6, 6, "*"), "Content-Length: 1"), Step.text("6"));
      server.on(
          "/mod.zip", Step.head(206, Step.range(7, 9, 10), "Content-Length: 3"), Step.text("789"));

      assertWentOn(fetch.attempt(rig.cancellation));
      assertAskedFor(1, "bytes=4-", "\"v1\"");
      assertAskedFor(2, "bytes=6-", "\"v1\"");
      assertAskedFor(3, "bytes=7-", "\"v1\"");
      assertThat(server.connections()).hasSize(2);
    }

    @Test
    void mayNotBeShortWithoutEnd() {
      int length = Attempt.MAX_PARTS + 2;
      server.on(
          "/mod.zip",
          Step.head(200, TAG, "Content-Length: " + length),
          Step.text("x"),
          Step.close());
      for (int i = 1; i < length; i++) {
        server.on(
            "/mod.zip",
            Step.head(206, Step.range(i, i, length), "Content-Length: 1"),
            Step.text("x"));
      }
      Fetch fetch = fetch();
      fetch.attempt(rig.cancellation);

      assertThat(fetch.attempt(rig.cancellation))
          .isEqualTo(failed(new Failure.TransferIncomplete(length - 1, OptionalLong.of(length))));
      assertThat(fetch.attempt(rig.cancellation)).isInstanceOf(Fetched.Whole.class);
    }

    @Test
    void mayComeInAsManyAsAreAllowed() {
      int length = Attempt.MAX_PARTS + 1;
      server.on(
          "/mod.zip",
          Step.head(200, TAG, "Content-Length: " + length),
          Step.text("x"),
          Step.close());
      for (int i = 1; i < length; i++) {
        server.on(
            "/mod.zip",
            Step.head(206, Step.range(i, i, length), "Content-Length: 1"),
            Step.text("x"));
      }
      Fetch fetch = fetch();
      fetch.attempt(rig.cancellation);

      assertThat(fetch.attempt(rig.cancellation)).isInstanceOf(Fetched.Whole.class);
    }

    @Test
    void isKeptWhenTheNextIsWrong() {
      Fetch fetch = brokenAfterFour(TAG);
      server.on(
          "/mod.zip", Step.head(206, Step.range(4, 5, 10), "Content-Length: 2"), Step.text("45"));
      server.on(
          "/mod.zip",
          Step.head(206, Step.range(5, 9, 10), "Content-Length: 5"),
          Step.text("fghij"));
      server.on("/mod.zip", Step.head(500, "Content-Length: 0"));

      assertThat(fetch.attempt(rig.cancellation))
          .isEqualTo(failed(new Failure.HttpStatus(500, OptionalLong.empty())));
      assertThat(content()).isEqualTo("012345");
      assertAskedForTheWhole(3);
    }

    @Test
    void mayComeInChunks() {
      Fetch fetch = brokenAfterFour(TAG);
      server.on(
          "/mod.zip",
          Step.head(206, Step.range(4, 9, 10), "Transfer-Encoding: chunked"),
          Step.chunk(bytes("456")),
          Step.chunk(bytes("789")),
          Step.chunk(new byte[0]));

      assertWentOn(fetch.attempt(rig.cancellation));
    }

    @Test
    void isIncompleteWhenItsChunksEndTooSoon() {
      Fetch fetch = brokenAfterFour(TAG);
      server.on(
          "/mod.zip",
          Step.head(206, Step.range(4, 9, 10), "Transfer-Encoding: chunked"),
          Step.chunk(bytes("456")),
          Step.chunk(new byte[0]));
      server.on("/mod.zip", Step.resource(bytes(ARCHIVE), "\"v1\""));

      assertThat(fetch.attempt(rig.cancellation))
          .isEqualTo(failed(new Failure.TransferIncomplete(7, OptionalLong.of(10))));
      assertWentOn(fetch.attempt(rig.cancellation));
      assertAskedFor(2, "bytes=7-", "\"v1\"");
    }

    @Test
    void isOfNoUseWhenItsChunksGoTooFar() {
      Fetch fetch = brokenAfterFour(TAG);
      server.on(
          "/mod.zip",
          Step.head(206, Step.range(4, 9, 10), "Transfer-Encoding: chunked"),
          Step.chunk(bytes("456789X")),
          Step.chunk(new byte[0]));
      serveWhole(OTHER, "\"v2\"");

      assertThat(fetch.attempt(rig.cancellation))
          .isEqualTo(failed(new Failure.ProtocolError("the body is longer than announced")));
      assertThat(content()).doesNotContain("X").hasSizeLessThanOrEqualTo(10);
      assertThat(rig.file.isFinished()).isFalse();
      assertStartedOverWith(OTHER, fetch.attempt(rig.cancellation));
      assertAskedForTheWhole(2);
    }

    @Test
    void tellsTheTotalThatTheBeginningDidNot() {
      server.on(
          "/mod.zip",
          Step.head(200, TAG, "Transfer-Encoding: chunked"),
          Step.chunk(bytes("0123")),
          Step.close());
      server.on("/mod.zip", Step.resource(bytes(ARCHIVE), "\"v1\""));
      Fetch fetch = fetch();
      assertThat(fetch.attempt(rig.cancellation))
          .isEqualTo(failed(new Failure.TransferIncomplete(4, OptionalLong.empty())));

      assertWentOn(fetch.attempt(rig.cancellation));
      assertThat(rig.heard.announced()).containsExactly(OptionalLong.empty(), OptionalLong.of(10));
    }

    @Test
    void mayBeLabelledAsTheBeginningWas() {
      Fetch fetch = brokenAfterFour(TAG, "Content-Encoding: gzip");
      server.on(
          "/mod.zip",
          Step.head(206, "Content-Encoding: gzip", Step.range(4, 9, 10)),
          Step.text("456789"),
          Step.close());

      assertWentOn(fetch.attempt(rig.cancellation));
    }

    @Test
    void isTooLargeByItsTotal() {
      server.on(
          "/mod.zip",
          Step.head(200, TAG),
          Step.text("0123"),
          _ -> rig.heard.awaitReceived(4),
          Step.reset());
      server.on("/mod.zip", Step.resource(bytes(ARCHIVE), "\"v1\""));
      Fetch fetch = rig.prepare(Rig.limited(server.url("/mod.zip"), 9));
      fetch.attempt(rig.cancellation);

      assertThat(fetch.attempt(rig.cancellation)).isEqualTo(failed(new Failure.TooLarge(9)));
      assertThat(content()).isEqualTo("0123");
    }
  }

  @Nested
  class ThroughRedirects {
    @Test
    void asksTheirLastUrlForTheRestThoughItsQueryIsNew() {
      server
          .on("/mod.zip", Step.redirect(302, "/there?signed=1"))
          .on("/mod.zip", Step.redirect(302, "/there?signed=2"));
      server.on("/there", headAnd(TAG), Step.text("0123"), Step.close());
      server.on("/there", Step.resource(bytes(ARCHIVE), "\"v1\""));
      Fetch fetch = fetch();
      fetch.attempt(rig.cancellation);

      assertWentOn(fetch.attempt(rig.cancellation));
      assertAskedForTheWhole(2);
      assertThat(server.exchanges().get(3).target()).isEqualTo("/there?signed=2");
      assertAskedFor(3, "bytes=4-", "\"v1\"");
    }

    @Test
    void startsOverAtAnotherResourceThoughItsTagIsTheSame() {
      server
          .on("/mod.zip", Step.redirect(302, "/v1.zip"))
          .on("/mod.zip", Step.redirect(302, "/v2.zip"));
      server.on("/v1.zip", headAnd(TAG), Step.text("0123"), Step.close());
      server.on("/v2.zip", Step.resource(bytes(OTHER), "\"v1\""));
      Fetch fetch = fetch();
      fetch.attempt(rig.cancellation);

      assertStartedOverWith(OTHER, fetch.attempt(rig.cancellation));
      assertAskedForTheWhole(3);
    }

    @Test
    void startsOverAtAnotherOriginThoughItsTagIsTheSame() throws IOException {
      try (ScriptedServer mirror = ScriptedServer.start()) {
        Fetch fetch = brokenAfterFour(TAG);
        server.on("/mod.zip", Step.redirect(302, mirror.url("/mod.zip")));
        mirror.on("/mod.zip", Step.resource(bytes(OTHER), "\"v1\""));

        assertStartedOverWith(OTHER, fetch.attempt(rig.cancellation));
        assertThat(mirror.exchanges().getFirst().headers()).doesNotContainKey("Range");
      }
    }
  }

  @Nested
  class TheVerdict {
    private Source checked(String sha256) {
      return new Source(
          SourceUrl.parse(server.url("/mod.zip")),
          Headers.NONE,
          Optional.of(new Checksum(Checksum.Algorithm.SHA256, sha256)),
          Long.MAX_VALUE);
    }

    private Fetch brokenAfterFour(String sha256) {
      server.on("/mod.zip", headAnd(TAG), Step.text("0123"), Step.close());
      Fetch fetch = rig.prepare(checked(sha256));
      fetch.attempt(rig.cancellation);
      return fetch;
    }

    @Test
    void isOfTheBytesOfAllAttempts() {
      Fetch fetch = brokenAfterFour(SHA256);
      server.on("/mod.zip", Step.resource(bytes(ARCHIVE), "\"v1\""));

      assertWentOn(fetch.attempt(rig.cancellation));
    }

    @Test
    void isOfTheNewGenerationAlone() {
      Fetch fetch = brokenAfterFour(SHA256);
      serveWhole(ARCHIVE, "\"v2\"");

      assertStartedOverWith(ARCHIVE, fetch.attempt(rig.cancellation));
    }

    @Test
    void makesTheNextAttemptStartOverWhenItIsBad() {
      Fetch fetch = brokenAfterFour(SHA256);
      server.on(
          "/mod.zip", Step.head(206, Step.range(4, 9, 10)), Step.text("efghij"), Step.close());
      serveWhole(ARCHIVE, "\"v1\"");
      assertThat(fetch.attempt(rig.cancellation))
          .isInstanceOfSatisfying(
              Fetched.Failed.class,
              failed -> assertThat(failed.failure()).isInstanceOf(Failure.ChecksumMismatch.class));

      assertStartedOverWith(ARCHIVE, fetch.attempt(rig.cancellation));
      assertAskedForTheWhole(2);
    }

    @Test
    void comesWithoutAConnectionWhenAllWasThere() throws Exception {
      server.on(
          "/mod.zip",
          Step.head(200, TAG),
          Step.text("0123"),
          _ -> rig.heard.awaitReceived(4),
          Step.reset());
      server.on(
          "/mod.zip",
          Step.head(206, Step.range(4, 9, 10), "Transfer-Encoding: chunked"),
          Step.chunk(bytes("456789")),
          Step.stall());
      Fetch fetch = fetch();
      fetch.attempt(rig.cancellation);
      Cancellation pause = new Cancellation();
      CompletableFuture<Fetched> paused =
          CompletableFuture.supplyAsync(
              () -> fetch.attempt(pause), task -> Thread.ofPlatform().daemon().start(task));
      rig.heard.awaitReceived(10);
      pause.cancel();
      assertThat(paused.get()).isEqualTo(new Fetched.Cancelled());

      assertWentOn(fetch.attempt(rig.cancellation));
      assertThat(server.exchanges()).hasSize(2);
    }

    @Test
    void startsOverAfterABodyThatIsTooLong() {
      server.on(
          "/mod.zip",
          Step.text("HTTP/1.1 200 OK\r\n" + TAG + "\r\nContent-Length: 3\r\n\r\nabcd"),
          Step.stall());
      serveWhole(ARCHIVE, "\"v1\"");
      Fetch fetch = fetch();
      assertThat(fetch.attempt(rig.cancellation))
          .isEqualTo(failed(new Failure.ProtocolError("the body is longer than announced")));

      assertStartedOverWith(ARCHIVE, fetch.attempt(rig.cancellation));
      assertAskedForTheWhole(1);
    }

    @Test
    void startsOverAfterABodyThatIsTooLarge() {
      server.on(
          "/mod.zip",
          Step.head(200, TAG),
          Step.text("0123"),
          _ -> rig.heard.awaitReceived(4),
          Step.text("456789abc"),
          Step.stall());
      server.on("/mod.zip", headAnd(TAG), Step.text(ARCHIVE));
      Fetch fetch = rig.prepare(Rig.limited(server.url("/mod.zip"), 10));
      assertThat(fetch.attempt(rig.cancellation)).isEqualTo(failed(new Failure.TooLarge(10)));

      assertStartedOverWith(ARCHIVE, fetch.attempt(rig.cancellation));
      assertAskedForTheWhole(1);
    }

    @Test
    void isNoneForAFileThatHasMovedOnWithoutIt() {
      Fetch fetch = brokenAfterFour(SHA256);
      server.on("/mod.zip", Step.resource(bytes(ARCHIVE), "\"v1\""));
      rig.file.writer(2);

      assertThat(fetch.attempt(rig.cancellation))
          .isInstanceOfSatisfying(
              Fetched.Failed.class,
              failed -> assertThat(failed.failure()).isInstanceOf(Failure.SourceChanged.class));
      assertThat(rig.file.content()).isEmpty();
    }

    @Test
    void isNotSpoiltByBytesThatTheDiskRefused() {
      Refusing file = new Refusing(rig.file);
      server.on(
          "/mod.zip",
          headAnd(TAG),
          Step.text("0123"),
          _ -> rig.heard.awaitReceived(4),
          _ -> file.refuse(true),
          Step.text("456789"));
      server.on("/mod.zip", Step.resource(bytes(ARCHIVE), "\"v1\""));
      Fetch fetch = rig.transfer.prepare(checked(SHA256), file, rig.heard);
      assertThat(fetch.attempt(rig.cancellation)).isEqualTo(failed(Refusing.FULL));
      file.refuse(false);

      assertWentOn(fetch.attempt(rig.cancellation));
      assertAskedFor(1, "bytes=4-", "\"v1\"");
    }

    @Test
    void isSaidAgainWhenTheDiskHadRefusedTheEnd() {
      Refusing file = new Refusing(rig.file);
      server.on(
          "/mod.zip",
          headAnd(TAG),
          Step.text(ARCHIVE.substring(0, 9)),
          _ -> rig.heard.awaitReceived(9),
          _ -> file.refuseEnd(true),
          Step.text("9"));
      Fetch fetch = rig.transfer.prepare(checked(SHA256), file, rig.heard);
      assertThat(fetch.attempt(rig.cancellation)).isEqualTo(failed(Refusing.FULL));
      file.refuseEnd(false);

      assertWentOn(fetch.attempt(rig.cancellation));
      assertThat(server.exchanges()).hasSize(1);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
