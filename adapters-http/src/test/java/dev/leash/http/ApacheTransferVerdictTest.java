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
import dev.leash.http.testing.Step;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ApacheTransferVerdictTest extends Resumption {
  private Source checked() {
    return new Source(
        SourceUrl.parse(server.url("/mod.zip")),
        Headers.NONE,
        Optional.of(new Checksum(Checksum.Algorithm.SHA256, SHA256)),
        Long.MAX_VALUE,
        4);
  }

  private Fetch checkedAndBrokenAfterFour() {
    server.on("/mod.zip", headAnd(TAG), Step.text("0123"), Step.close());
    Fetch fetch = rig.prepare(checked());
    fetch.attempt(rig.cancellation);
    return fetch;
  }

  @Test
  void isOfTheBytesOfAllAttempts() {
    Fetch fetch = checkedAndBrokenAfterFour();
    server.on("/mod.zip", Step.resource(bytes(ARCHIVE), "\"v1\""));

    assertWentOn(fetch.attempt(rig.cancellation));
  }

  @Test
  void isOfTheNewGenerationAlone() {
    Fetch fetch = checkedAndBrokenAfterFour();
    serveWhole(ARCHIVE, "\"v2\"");

    assertStartedOverWith(ARCHIVE, fetch.attempt(rig.cancellation));
  }

  @Test
  void makesTheNextAttemptStartOverWhenItIsBad() {
    Fetch fetch = checkedAndBrokenAfterFour();
    server.on("/mod.zip", part(Step.range(4, 9, 10)), Step.text("efghij"), Step.close());
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
    breakAfterFourOfUnknownLength();
    server.on(
        "/mod.zip",
        part(Step.range(4, 9, 10), "Transfer-Encoding: chunked"),
        Step.chunk(bytes("456789")),
        Step.stall());
    Fetch fetch = fetch();
    fetch.attempt(rig.cancellation);
    Cancellation pause = new Cancellation();
    CompletableFuture<Fetched> paused = start(fetch, pause);
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
    Fetch fetch = checkedAndBrokenAfterFour();
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
    Fetch fetch = rig.transfer.prepare(checked(), file, rig.heard);
    assertThat(fetch.attempt(rig.cancellation)).isEqualTo(failed(Refusing.FULL));
    file.refuse(false);

    assertWentOn(fetch.attempt(rig.cancellation));
    assertAskedFor(1, "bytes=4-", "\"v1\"");
  }

  @Test
  void isOfNoBytesThatTheDiskRefused() {
    Refusing file = new Refusing(rig.file);
    file.refuse(true);
    serveWhole(ARCHIVE, "\"v1\"");
    Fetch fetch = rig.transfer.prepare(Rig.source(server.url("/mod.zip")), file, rig.heard);
    assertThat(fetch.attempt(rig.cancellation)).isEqualTo(failed(Refusing.FULL));
    file.refuse(false);
    serveWhole(OTHER, "\"v2\"");

    assertStartedOverWith(OTHER, fetch.attempt(rig.cancellation));
  }

  @Test
  void standsWhateverBecomesOfTheFile() {
    serveWhole(ARCHIVE, "\"v1\"");
    Fetch fetch = fetch();
    assertThat(fetch.attempt(rig.cancellation)).isEqualTo(WHOLE);

    rig.file.writer(2);

    assertThat(fetch.attempt(rig.cancellation)).isEqualTo(WHOLE);
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
    Fetch fetch = rig.transfer.prepare(checked(), file, rig.heard);
    assertThat(fetch.attempt(rig.cancellation)).isEqualTo(failed(Refusing.FULL));
    file.refuseEnd(false);

    assertWentOn(fetch.attempt(rig.cancellation));
    assertThat(server.exchanges()).hasSize(1);
  }
}
