package dev.leash.http;

import static dev.leash.http.Rig.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Transfer.Fetch;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.http.testing.RecordedExchange;
import dev.leash.http.testing.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * A server that breaks off an archive, and what the next attempts make of it. The archive is {@code
 * 0123456789}, and another version of it {@code abcdefghij}.
 */
abstract class Resumption extends AgainstAServer {
  static final String ARCHIVE = "0123456789";
  static final String OTHER = "abcdefghij";
  static final String TAG = "ETag: \"v1\"";
  static final String SHA256 = "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882";
  static final Fetched WHOLE = new Fetched.Whole(10, SHA256);

  Fetch fetch() {
    return rig.prepare(server.url("/mod.zip"));
  }

  /** Has the next request answered so that four bytes come, and then the connection's end. */
  Fetch brokenAfterFour(String... headers) {
    server.on("/mod.zip", headAnd(headers), Step.text("0123"), Step.close());
    Fetch fetch = fetch();
    assertThat(fetch.attempt(rig.cancellation))
        .isEqualTo(failed(new Failure.TransferIncomplete(4, OptionalLong.of(10))));
    return fetch;
  }

  /** Has the next request answered so that four bytes come, of nobody knows how many. */
  void breakAfterFourOfUnknownLength() {
    server.on(
        "/mod.zip",
        Step.head(200, TAG),
        Step.text("0123"),
        _ -> rig.heard.awaitReceived(4),
        Step.reset());
  }

  static Step headAnd(String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Length: 10");
    return Step.head(200, all.toArray(String[]::new));
  }

  /** The head of a part, which vouches for the version that the beginning had. */
  static Step part(String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    if (all.stream().noneMatch(header -> header.contains("ETag:"))) {
      all.add(TAG);
    }
    return Step.head(206, all.toArray(String[]::new));
  }

  void serveWhole(String content, String tag) {
    server.on("/mod.zip", headAnd("ETag: " + tag), Step.text(content));
  }

  /** Has the next request answered with this part, and the one after it with the other version. */
  void partThenOther(Step... part) {
    server.on("/mod.zip", part);
    serveWhole(OTHER, "\"v2\"");
  }

  void assertAskedFor(int exchange, String range, String validator) {
    RecordedExchange request = server.exchanges().get(exchange);
    assertThat(request.header("Range")).containsExactly(range);
    assertThat(request.header("If-Range")).containsExactly(validator);
  }

  void assertAskedForTheWhole(int exchange) {
    assertThat(server.exchanges().get(exchange).headers()).doesNotContainKeys("Range", "If-Range");
  }

  void assertWentOn(Fetched fetched) {
    assertThat(fetched).isEqualTo(WHOLE);
    assertThat(content()).isEqualTo(ARCHIVE);
    assertThat(rig.file.isFinished()).isTrue();
    assertThat(rig.heard.received()).isEqualTo(10);
    assertThat(rig.heard.timesStartedOver()).isZero();
  }

  void assertStartedOverWith(String expected, Fetched fetched) {
    assertThat(fetched).isInstanceOf(Fetched.Whole.class);
    assertThat(content()).isEqualTo(expected);
    assertThat(rig.file.isFinished()).isTrue();
    assertThat(rig.heard.received()).isEqualTo(expected.length());
    assertThat(rig.heard.timesStartedOver()).isEqualTo(1);
  }

  /** The range was asked for once, the whole after it, and nothing of the range is in the file. */
  void assertNotAppended(Fetched fetched) {
    assertStartedOverWith(OTHER, fetched);
    assertThat(server.exchanges()).hasSize(3);
    assertAskedFor(1, "bytes=4-", "\"v1\"");
    assertAskedForTheWhole(2);
  }

  String content() {
    return new String(rig.file.content(), StandardCharsets.US_ASCII);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Has another thread make an attempt. */
  static CompletableFuture<Fetched> start(Fetch fetch, Cancellation cancellation) {
    return CompletableFuture.supplyAsync(
        () -> fetch.attempt(cancellation), task -> Thread.ofPlatform().daemon().start(task));
  }
}
