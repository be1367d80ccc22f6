package dev.leash.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.download.Headers;
import dev.leash.domain.download.SourceUrl;
import dev.leash.domain.port.ArrivingFile.Read;
import dev.leash.domain.port.Transfer.Fetch;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.domain.port.Transfer.Source;
import dev.leash.http.testing.RecordedExchange;
import dev.leash.http.testing.ScriptedServer;
import dev.leash.http.testing.Step;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SideRequestsTest extends Ahead {
  @Nested
  class Served {
    @Test
    void bringWhatIsWantedBeforeTheBodyDoes() throws Exception {
      CompletableFuture<Fetched> running = startServed();
      rig.heard.awaitAnnounced();

      wantEnd();

      assertThat(Arrays.equals(readEnd(), end(CONTENT))).isTrue();
      assertThat(rig.file.hasArrived(1, BEGINNING, 1)).isFalse();
      assertThat(rig.heard.received()).isLessThanOrEqualTo(BEGINNING);
      go.countDown();
      awaitWhole();
      assertWhole(running.get());
      assertThat(server.exchanges()).hasSize(2);
      RecordedExchange side = server.exchanges().get(1);
      assertThat(side.header("Range"))
          .containsExactly("bytes=" + (LENGTH - END) + "-" + (LENGTH - 1));
      assertThat(side.header("If-Range")).containsExactly("\"v1\"");
      assertThat(rig.heard.connections()).containsExactly(1, 2, 1, 0);
    }

    @Test
    void askForWhatWasWantedBeforeThereWasAnAnswer() throws Exception {
      wantEnd();
      CompletableFuture<Fetched> running = startServed();

      assertThat(Arrays.equals(readEnd(), end(CONTENT))).isTrue();

      go.countDown();
      awaitWhole();
      assertWhole(running.get());
    }

    @Test
    void followOneAnotherOverOneConnection() throws Exception {
      CompletableFuture<Fetched> running = startServed();
      rig.heard.awaitAnnounced();

      wantEnd();
      readEnd();
      rig.file.want(1, 2 << 20, 300_000);
      byte[] directory = read(2 << 20, 300_000);

      assertThat(
              Arrays.equals(directory, Arrays.copyOfRange(CONTENT, 2 << 20, (2 << 20) + 300_000)))
          .isTrue();
      go.countDown();
      awaitWhole();
      assertWhole(running.get());
      assertThat(server.exchanges()).hasSize(3);
      assertThat(server.connections()).hasSize(2);
      assertThat(rig.heard.connections()).containsExactly(1, 2, 1, 2, 1, 0);
    }

    @Test
    void tellTheirHostNoMoreThanTheBodysLastRequestDid() throws Exception {
      try (ScriptedServer other = ScriptedServer.start()) {
        server.on("/mod.zip", Step.redirect(302, other.url("/there.zip?signed=1")));
        other.on("/there.zip", body(TAG)).on("/there.zip", Step.resource(CONTENT, "\"v1\""));
        CompletableFuture<Fetched> running =
            fetching(
                Rig.source(
                    server.url("/mod.zip").replace("://", "://me:secret@"), Map.of("X-Key", "k")));
        rig.heard.awaitAnnounced();

        wantEnd();

        assertThat(Arrays.equals(readEnd(), end(CONTENT))).isTrue();
        go.countDown();
        awaitWhole();
        assertWhole(running.get());
        assertThat(server.exchanges()).hasSize(1);
        RecordedExchange side = other.awaitExchange(1);
        assertThat(side.target()).isEqualTo("/there.zip?signed=1");
        assertThat(side.headers()).doesNotContainKeys("X-Key", "Authorization");
      }
    }

    @Test
    void tellTheFirstHostWhatItMayKnow() throws Exception {
      server.on("/mod.zip", body(TAG)).on("/mod.zip", Step.resource(CONTENT, "\"v1\""));
      CompletableFuture<Fetched> running =
          fetching(
              Rig.source(
                  server.url("/mod.zip").replace("://", "://me:secret@"), Map.of("X-Key", "k")));
      rig.heard.awaitAnnounced();

      wantEnd();
      readEnd();

      RecordedExchange side = server.awaitExchange(1);
      assertThat(side.header("X-Key")).containsExactly("k");
      assertThat(side.header("Authorization")).hasSize(1);
      go.countDown();
      awaitWhole();
      assertWhole(running.get());
    }

    @Test
    void goAroundAConnectionThatTheServerHadGivenUp() throws Exception {
      server.on("/first", Step.head(200, "Content-Length: 0"));
      server.on("/mod.zip", body(TAG)).on("/mod.zip", Step.close());
      server.on("/mod.zip", Step.resource(CONTENT, "\"v1\""));
      CompletableFuture<Fetched> running = fetching(Rig.source(server.url("/mod.zip")));
      rig.heard.awaitAnnounced();
      rig.fetchAnew(server.url("/first"));

      wantEnd();

      assertThat(Arrays.equals(readEnd(), end(CONTENT))).isTrue();
      go.countDown();
      awaitWhole();
      assertWhole(running.get());
    }
  }

  private CompletableFuture<Fetched> fetching(Source source) {
    return CompletableFuture.supplyAsync(() -> rig.fetch(source), rig.threads);
  }

  /** A wish is there from the start, so that what is not asked for then never is. */
  @Nested
  class Unasked {
    private void assertAsksOnlyFor(String body, Source source) {
      wantEnd();
      rig.file.want(1, 2 << 20, 300_000);

      Fetched fetched = rig.fetch(source);

      assertThat(fetched).as(body).isInstanceOf(Fetched.Whole.class);
      assertThat(server.exchanges()).as(body).hasSize(1);
      assertThat(rig.heard.connections()).containsExactly(1, 0);
    }

    private Source source() {
      return Rig.source(server.url("/mod.zip"));
    }

    @Test
    void whereOneConnectionIsAllowed() {
      server.on("/mod.zip", head(TAG), Step.bytes(CONTENT));

      assertAsksOnlyFor(
          "one connection",
          new Source(
              SourceUrl.parse(server.url("/mod.zip")),
              Headers.NONE,
              Optional.empty(),
              Long.MAX_VALUE,
              1));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "X: no validator",
          "ETag: W/\"v1\"",
          "Last-Modified: Mon, 02 Jan 2006 15:04:05 GMT",
          "ETag: \"v1\"\r\nAccept-Ranges: none"
        })
    void whereTheAnswerDoesNotLetIt(String headers) {
      server.on("/mod.zip", head(headers), Step.bytes(CONTENT));

      assertAsksOnlyFor(headers, source());
    }

    @Test
    void ofASmallFile() {
      byte[] small = Arrays.copyOf(CONTENT, 1 << 20);
      server.on("/mod.zip", Step.resource(small, "\"v1\""));
      rig.file.want(1, small.length - 10, 10);

      assertThat(rig.fetch(source())).isInstanceOf(Fetched.Whole.class);
      assertThat(server.exchanges()).hasSize(1);
    }

    @Test
    void ofAFileOfUnknownLength() {
      server.on(
          "/mod.zip",
          Step.head(200, TAG, "Transfer-Encoding: chunked"),
          Step.chunk(CONTENT),
          Step.chunk(new byte[0]));

      assertAsksOnlyFor("chunks", source());
    }

    @Test
    void byAnAttemptThatGoesOn() throws Exception {
      server.on("/mod.zip", head(TAG), Step.bytes(Arrays.copyOf(CONTENT, BEGINNING)), Step.close());
      server.on("/mod.zip", Step.resource(CONTENT, "\"v1\""));
      Fetch fetch = rig.prepare(source());
      fetch.attempt(rig.cancellation);

      wantEnd();
      Fetched fetched = fetch.attempt(rig.cancellation);

      assertWhole(fetched);
      assertThat(server.exchanges()).hasSize(2);
    }
  }

  @Nested
  class Refused {
    static Stream<Arguments> answers() {
      int from = LENGTH - END;
      return Stream.of(
          Arguments.of("the whole", new Step[] {head(TAG), Step.bytes(GARBAGE)}),
          Arguments.of("416", new Step[] {Step.head(416, "Content-Length: 0")}),
          Arguments.of("503", new Step[] {Step.head(503, "Content-Length: 0")}),
          Arguments.of("redirect", new Step[] {Step.redirect(302, "/elsewhere")}),
          Arguments.of("no range", part(GARBAGE, from, TAG)),
          Arguments.of("garbage", part(GARBAGE, from, TAG, "Content-Range: bytes 1-2")),
          Arguments.of("another offset", part(GARBAGE, from + 1, TAG, range(from + 1))),
          Arguments.of(
              "another total", part(GARBAGE, from, TAG, Step.range(from, LENGTH - 1, LENGTH + 1))),
          Arguments.of("another tag", part(GARBAGE, from, "ETag: \"v2\"", range(from))),
          Arguments.of("no tag", part(GARBAGE, from, range(from))),
          Arguments.of(
              "another coding", part(GARBAGE, from, TAG, range(from), "Content-Encoding: gzip")),
          Arguments.of(
              "several parts",
              part(
                  GARBAGE,
                  from,
                  TAG,
                  range(from),
                  "Content-Type: multipart/byteranges; boundary=x")),
          Arguments.of("nothing", new Step[] {Step.close()}),
          Arguments.of("a reset", new Step[] {Step.reset()}),
          Arguments.of("no HTTP", new Step[] {Step.text("hello\r\n\r\n"), Step.close()}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void areNotServedAndTheBodyIs(String name, Step... answer) throws Exception {
      server.on("/mod.zip", body(TAG)).on("/mod.zip", answer);
      CompletableFuture<Fetched> running = rig.start(server.url("/mod.zip"));
      rig.heard.awaitAnnounced();

      wantEnd();

      assertThat(rig.file.awaitWanted(1, LENGTH - END, END, rig.cancellation)).as(name).isFalse();
      rig.heard.awaitConnections(3);
      rig.file.want(1, 2 << 20, 300_000);
      go.countDown();
      assertThat(Arrays.equals(readEnd(), end(CONTENT))).isTrue();
      assertWhole(running.get());
      assertThat(server.exchanges()).as("no second one").hasSize(2);
      assertThat(rig.heard.connections()).containsExactly(1, 2, 1, 0);
    }
  }

  @Nested
  class BrokenOff {
    @Test
    void leaveWhatCameAndTheBodyBringsTheRest() throws Exception {
      int half = END / 2;
      server.on("/mod.zip", body(TAG));
      server.on(
          "/mod.zip",
          Step.head(206, TAG, range(LENGTH - END), "Content-Length: " + END),
          Step.bytes(Arrays.copyOfRange(CONTENT, LENGTH - END, LENGTH - half)),
          _ -> read(LENGTH - half - 1, 1),
          Step.reset());
      CompletableFuture<Fetched> running = rig.start(server.url("/mod.zip"));
      rig.heard.awaitAnnounced();

      wantEnd();
      rig.heard.awaitConnections(3);

      assertThat(rig.file.hasArrived(1, LENGTH - END, half)).isTrue();
      assertThat(rig.file.hasArrived(1, LENGTH - half, 1)).isFalse();
      go.countDown();
      assertThat(Arrays.equals(readEnd(), end(CONTENT))).isTrue();
      assertWhole(running.get());
    }

    @Test
    void byAShortPartAreNotAskedForTheRest() throws Exception {
      server.on("/mod.zip", body(TAG));
      server.on(
          "/mod.zip",
          Step.head(206, TAG, Step.range(LENGTH - END, LENGTH - END, LENGTH), "Content-Length: 1"),
          Step.bytes(Arrays.copyOfRange(CONTENT, LENGTH - END, LENGTH - END + 1)));
      CompletableFuture<Fetched> running = rig.start(server.url("/mod.zip"));
      rig.heard.awaitAnnounced();

      wantEnd();
      read(LENGTH - END, 1);
      go.countDown();

      assertThat(Arrays.equals(readEnd(), end(CONTENT))).isTrue();
      assertWhole(running.get());
      assertThat(server.exchanges()).hasSize(2);
    }

    @Test
    void dripOnWhileTheBodyOvertakesThem() throws Exception {
      Semaphore permits = new Semaphore(2);
      server.on("/mod.zip", body(TAG));
      server.on(
          "/mod.zip",
          Step.head(206, TAG, range(LENGTH - END), "Content-Length: " + END),
          Step.drip(end(CONTENT), 100, permits),
          Step.stall());
      CompletableFuture<Fetched> running = rig.start(server.url("/mod.zip"));
      rig.heard.awaitAnnounced();
      wantEnd();
      read(LENGTH - END, 200);

      go.countDown();
      awaitWhole();

      assertWhole(running.get());
      assertThat(Arrays.equals(readEnd(), end(CONTENT))).isTrue();
      server.awaitExchange(1).awaitClosed();
    }

    @Test
    void doNotMixWithTheNextVersion() throws Exception {
      CountDownLatch read = new CountDownLatch(1);
      server.on("/mod.zip", head(TAG), Step.await(read), Step.close());
      server.on("/mod.zip", Step.resource(CONTENT, "\"v1\""));
      server.on("/mod.zip", Step.resource(GARBAGE, "\"v2\""));
      wantEnd();
      Fetch fetch = rig.prepare(Rig.source(server.url("/mod.zip")));
      CompletableFuture<Fetched> running =
          CompletableFuture.supplyAsync(() -> fetch.attempt(rig.cancellation), rig.threads);
      readEnd();
      var _ = waitingAt(0);
      read.countDown();
      assertThat(running.get()).isInstanceOf(Fetched.Failed.class);

      Fetched fetched = fetch.attempt(rig.cancellation);

      assertThat(fetched).isInstanceOf(Fetched.Whole.class);
      assertThat(rig.heard.timesStartedOver()).isEqualTo(1);
      assertThat(Arrays.equals(rig.file.content(), GARBAGE)).isTrue();
    }
  }

  /** Ranges that fit in every way, of other bytes than the body has. */
  @Nested
  class Contradicted {
    private void assertBegunAnew(Fetched fetched) throws Exception {
      assertThat(fetched)
          .isEqualTo(
              new Fetched.Whole(
                  LENGTH,
                  HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT))));
      assertThat(Arrays.equals(rig.file.content(), CONTENT)).isTrue();
      assertThat(rig.file.awaitWhole(1, rig.cancellation)).isEqualTo(new Read.Restarted(2));
      assertThat(rig.heard.timesStartedOver()).isEqualTo(1);
      assertThat(server.exchanges()).hasSize(3 + resumptions);
      assertThat(server.exchanges().getLast().headers()).doesNotContainKey("Range");
      assertThat(rig.heard.connections()).last().isEqualTo(0);
    }

    private int resumptions;

    @ParameterizedTest
    @ValueSource(ints = {0, END / 2, END - 1})
    void areNotWhatIsRead(int differing) throws Exception {
      byte[] other = CONTENT.clone();
      other[LENGTH - END + differing] ^= 1;
      server
          .on("/mod.zip", body(TAG))
          .on("/mod.zip", part(other, LENGTH - END, TAG, range(LENGTH - END)));
      server.on("/mod.zip", Step.resource(CONTENT, "\"v1\""));
      CompletableFuture<Fetched> running = rig.start(server.url("/mod.zip"));
      rig.heard.awaitAnnounced();
      wantEnd();
      assertThat(Arrays.equals(readEnd(), end(other))).isTrue();

      go.countDown();
      Read whole = rig.file.awaitWhole(1, rig.cancellation);

      assertThat(whole).isEqualTo(new Read.Restarted(2));
      rig.file.want(2, LENGTH - END, END);
      assertBegunAnew(running.get(1, TimeUnit.MINUTES));
    }

    @Test
    void areFoundOutByAnAttemptThatGoesOn() throws Exception {
      resumptions = 1;
      CountDownLatch read = new CountDownLatch(1);
      server.on(
          "/mod.zip",
          head(TAG),
          Step.bytes(Arrays.copyOf(CONTENT, BEGINNING)),
          Step.await(read),
          Step.close());
      server.on("/mod.zip", part(GARBAGE, LENGTH - END, TAG, range(LENGTH - END)));
      server.on("/mod.zip", Step.resource(CONTENT, "\"v1\""));
      server.on("/mod.zip", Step.resource(CONTENT, "\"v1\""));
      wantEnd();
      Fetch fetch = rig.prepare(Rig.source(server.url("/mod.zip")));
      CompletableFuture<Fetched> running =
          CompletableFuture.supplyAsync(() -> fetch.attempt(rig.cancellation), rig.threads);
      readEnd();
      var _ = waitingAt(BEGINNING);
      read.countDown();
      assertThat(running.get(1, TimeUnit.MINUTES)).isInstanceOf(Fetched.Failed.class);

      Fetched fetched = fetch.attempt(rig.cancellation);

      assertThat(server.exchanges().get(2).header("Range"))
          .containsExactly("bytes=" + BEGINNING + "-");
      assertBegunAnew(fetched);
    }
  }

  @Test
  void takeLeaveAsTheBodyDoes() throws Exception {
    CountingPace pace = new CountingPace();
    rig.heard.holdBackBy(pace);
    CompletableFuture<Fetched> running = startServed();
    rig.heard.awaitAnnounced();

    wantEnd();
    readEnd();
    go.countDown();
    awaitWhole();

    assertWhole(running.get());
    assertThat(pace.taken()).isEqualTo(LENGTH + END);
  }

  @Test
  void needNoThreadThatIsNotToBeHad() throws Exception {
    rig.threads.shutdown();
    server.on("/mod.zip", Step.resource(CONTENT, "\"v1\""));
    wantEnd();

    CompletableFuture<Fetched> running = rig.start(server.url("/mod.zip"));
    readEnd();

    assertWhole(running.get());
    assertThat(server.exchanges()).hasSize(1);
  }

  @Test
  void areNotMadeWhereNobodyWantsAnything() {
    server.on("/mod.zip", Step.resource(CONTENT, "\"v1\""));

    assertWhole(rig.fetch(server.url("/mod.zip")));
    assertThat(server.exchanges()).hasSize(1);
  }
}
