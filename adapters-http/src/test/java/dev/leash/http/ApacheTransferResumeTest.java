package dev.leash.http;

import static dev.leash.http.Rig.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Transfer.Fetch;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.http.testing.ScriptedServer;
import dev.leash.http.testing.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApacheTransferResumeTest extends Resumption {
  @Nested
  class WithAStrongTag {
    @Test
    void asksForTheRestOnly() {
      Fetch fetch = brokenAfterFour(TAG);
      server.on("/mod.zip", part("Content-Length: 6", Step.range(4, 9, 10)), Step.text("456789"));

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
            part("Content-Length: " + (10 - i), Step.range(i, 9, 10)),
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
      server.on("/mod.zip", part(Step.range(4, 9, 10)), Step.text("456789"), Step.close());
      Fetch fetch = fetch();
      CompletableFuture<Fetched> stalling = start(fetch, rig.cancellation);
      rig.heard.awaitReceived(4);
      rig.clock.advance(HttpSettings.DEFAULT.stallTimeout());
      assertThat(stalling.get()).isEqualTo(failed(new Failure.Stalled(30)));

      assertWentOn(fetch.attempt(rig.cancellation));
      assertAskedFor(1, "bytes=4-", "\"v1\"");
    }

    @Test
    void goesOnAfterEachOfSeveralCancellations() throws Exception {
      server.on("/mod.zip", headAnd(TAG), Step.text("0123"), Step.stall());
      server.on("/mod.zip", part(Step.range(4, 9, 10)), Step.text("45"), Step.stall());
      server.on("/mod.zip", part(Step.range(6, 9, 10)), Step.text("6789"), Step.close());
      Fetch fetch = fetch();
      for (int there : List.of(4, 6)) {
        Cancellation pause = new Cancellation();
        CompletableFuture<Fetched> paused = start(fetch, pause);
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
      server.on(
          "/mod.zip", part("ETag: \"v2\"", Step.range(6, 9, 10)), Step.text("ghij"), Step.close());
      assertThat(fetch.attempt(rig.cancellation))
          .isEqualTo(failed(new Failure.TransferIncomplete(6, OptionalLong.of(10))));

      assertStartedOverWith(OTHER, fetch.attempt(rig.cancellation));
      assertAskedFor(2, "bytes=6-", "\"v2\"");
    }

    @Test
    void keepsWhatHasArrivedWhenTheServerIsBusy() {
      Fetch fetch = brokenAfterFour(TAG);
      server.on("/mod.zip", Step.head(503, "Retry-After: 7", "Content-Length: 0"));
      server.on("/mod.zip", part(Step.range(4, 9, 10)), Step.text("456789"), Step.close());

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
      server.on("/mod.zip", part("Content-Length: 6", Step.range(4, 9, 10)), Step.text("456789"));
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
      server.on("/mod.zip", part(Step.range(4, 9, 10)), Step.text("456789"), Step.close());

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
          "/mod.zip",
          part("Last-Modified: " + MODIFIED, Step.range(4, 9, 10)),
          Step.text("456789"),
          Step.close());

      assertWentOn(fetch.attempt(rig.cancellation));
      assertAskedFor(1, "bytes=4-", MODIFIED);
    }

    @Test
    void doesNotAppendAPartThatDoesNotRepeatIt() {
      Fetch fetch = brokenAfterFour("Last-Modified: " + MODIFIED, A_MINUTE_LATER);
      partThenOther(part(Step.range(4, 9, 10)), Step.text("efghij"), Step.close());

      assertStartedOverWith(OTHER, fetch.attempt(rig.cancellation));
      assertAskedForTheWhole(2);
    }

    @Test
    void doesNotAppendAPartOfAnotherDate() {
      Fetch fetch = brokenAfterFour("Last-Modified: " + MODIFIED, A_MINUTE_LATER);
      partThenOther(
          part("Last-Modified: Fri, 02 Jan 2026 00:00:00 GMT", Step.range(4, 9, 10)),
          Step.text("efghij"),
          Step.close());

      assertStartedOverWith(OTHER, fetch.attempt(rig.cancellation));
      assertAskedForTheWhole(2);
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
}
