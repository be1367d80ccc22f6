package dev.leash.http;

import static dev.leash.http.Rig.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Transfer.Fetch;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.http.testing.Step;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApacheTransferPartTest extends Resumption {
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
      partThenOther(part(headers), Step.text("efghij"), Step.close());

      assertNotAppended(fetch.attempt(rig.cancellation));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: none", "Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT"})
    void isNotAppendedWithoutTheTagOfTheBeginning(String header) {
      Fetch fetch = brokenAfterFour(TAG, "Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT");
      partThenOther(
          Step.head(206, header, Step.range(4, 9, 10)), Step.text("efghij"), Step.close());

      assertNotAppended(fetch.attempt(rig.cancellation));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 7})
    void isOneWhoseLengthDoesNotFitItsRange(int length) {
      Fetch fetch = brokenAfterFour(TAG);
      partThenOther(
          part("Content-Length: " + length, Step.range(4, 9, 10)),
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
      server.on("/mod.zip", part(Step.range(0, 9, 10)), Step.text(ARCHIVE), Step.close());

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
      breakAfterFourOfUnknownLength();
      Fetch fetch = fetch();
      fetch.attempt(rig.cancellation);
      partThenOther(part(Step.range(4, 9, "*")), Step.text("efghij"), Step.close());

      assertNotAppended(fetch.attempt(rig.cancellation));
    }
  }

  @Nested
  class APart {
    /** An archive of so many bytes x, of which only the first comes. */
    private Fetch brokenAfterOne(int length) {
      server.on(
          "/mod.zip",
          Step.head(200, TAG, "Content-Length: " + length),
          Step.text("x"),
          Step.close());
      Fetch fetch = fetch();
      fetch.attempt(rig.cancellation);
      return fetch;
    }

    /** The rest of it, each byte a part. */
    private void thenOneByteAPart(int length) {
      for (int i = 1; i < length; i++) {
        server.on("/mod.zip", part(Step.range(i, i, length), "Content-Length: 1"), Step.text("x"));
      }
    }

    @Test
    void mayBeShort() {
      Fetch fetch = brokenAfterFour(TAG);
      server.on("/mod.zip", part(Step.range(4, 5, 10), "Content-Length: 2"), Step.text("45"));
      server.on("/mod.zip", part(Step.range(6, 6, "*"), "Content-Length: 1"), Step.text("6"));
      server.on("/mod.zip", part(Step.range(7, 9, 10), "Content-Length: 3"), Step.text("789"));

      assertWentOn(fetch.attempt(rig.cancellation));
      assertAskedFor(1, "bytes=4-", "\"v1\"");
      assertAskedFor(2, "bytes=6-", "\"v1\"");
      assertAskedFor(3, "bytes=7-", "\"v1\"");
      assertThat(server.connections()).hasSize(2);
    }

    @Test
    void mayNotBeShortWithoutEnd() {
      int length = Attempt.MAX_PARTS + 2;
      Fetch fetch = brokenAfterOne(length);
      thenOneByteAPart(length);

      assertThat(fetch.attempt(rig.cancellation))
          .isEqualTo(failed(new Failure.TransferIncomplete(length - 1, OptionalLong.of(length))));
      assertThat(fetch.attempt(rig.cancellation)).isInstanceOf(Fetched.Whole.class);
    }

    @Test
    void mayComeInAsManyAsAreAllowed() {
      int length = Attempt.MAX_PARTS + 1;
      Fetch fetch = brokenAfterOne(length);
      thenOneByteAPart(length);

      assertThat(fetch.attempt(rig.cancellation)).isInstanceOf(Fetched.Whole.class);
    }

    @Test
    void isKeptWhenTheNextIsWrong() {
      Fetch fetch = brokenAfterFour(TAG);
      server.on("/mod.zip", part(Step.range(4, 5, 10), "Content-Length: 2"), Step.text("45"));
      server.on("/mod.zip", part(Step.range(5, 9, 10), "Content-Length: 5"), Step.text("fghij"));
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
          part(Step.range(4, 9, 10), "Transfer-Encoding: chunked"),
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
          part(Step.range(4, 9, 10), "Transfer-Encoding: chunked"),
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
          part(Step.range(4, 9, 10), "Transfer-Encoding: chunked"),
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
          part("Content-Encoding: gzip", Step.range(4, 9, 10)),
          Step.text("456789"),
          Step.close());

      assertWentOn(fetch.attempt(rig.cancellation));
    }

    @Test
    void isTooLargeByItsTotal() {
      breakAfterFourOfUnknownLength();
      server.on("/mod.zip", Step.resource(bytes(ARCHIVE), "\"v1\""));
      Fetch fetch = rig.prepare(Rig.limited(server.url("/mod.zip"), 9));
      fetch.attempt(rig.cancellation);

      assertThat(fetch.attempt(rig.cancellation)).isEqualTo(failed(new Failure.TooLarge(9)));
      assertThat(content()).isEqualTo("0123");
    }
  }
}
