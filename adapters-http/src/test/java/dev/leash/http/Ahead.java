package dev.leash.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.port.ArrivingFile.Read;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.http.testing.Step;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * An archive of 4 MiB whose reader wants its end before the rest. The clock stands still unless it
 * is advanced: whatever goes on, does so without it.
 */
abstract class Ahead extends AgainstAServer {
  static final int LENGTH = 4 << 20;
  static final int END = 66 * 1024;
  static final int BEGINNING = 128 * 1024;
  static final byte[] CONTENT = random(1);
  static final byte[] GARBAGE = random(2);
  static final String TAG = "ETag: \"v1\"";

  /** Lets the server go on with the body. */
  final CountDownLatch go = new CountDownLatch(1);

  Ahead() {}

  Ahead(HttpSettings settings) {
    super(settings);
  }

  /** The body's script: its beginning, and the rest when it may go on. */
  Step[] body(String... headers) {
    return new Step[] {
      head(headers),
      Step.bytes(Arrays.copyOf(CONTENT, BEGINNING)),
      Step.await(go),
      Step.bytes(Arrays.copyOfRange(CONTENT, BEGINNING, LENGTH))
    };
  }

  static Step head(String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Length: " + LENGTH);
    return Step.head(200, all.toArray(String[]::new));
  }

  /** A part that reaches to the end, of this content. */
  static Step[] part(byte[] content, int from, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Length: " + (LENGTH - from));
    return new Step[] {
      Step.head(206, all.toArray(String[]::new)),
      Step.bytes(Arrays.copyOfRange(content, from, LENGTH))
    };
  }

  static String range(int from) {
    return Step.range(from, LENGTH - 1, LENGTH);
  }

  /** Has a server that knows ranges serve the archive, its body held after the beginning. */
  CompletableFuture<Fetched> startServed() {
    server.on("/mod.zip", body(TAG)).on("/mod.zip", Step.resource(CONTENT, "\"v1\""));
    return rig.start(server.url("/mod.zip"));
  }

  void wantEnd() {
    rig.file.want(1, LENGTH - END, END);
  }

  /** Reads as many bytes there, on this thread, as the reader wanted. */
  byte[] readEnd() {
    return read(LENGTH - END, END);
  }

  /** Has a reader wait for the whole, which frees the body. */
  void awaitWhole() {
    assertThat(rig.file.awaitWhole(1, rig.cancellation)).isEqualTo(new Read.End(LENGTH));
  }

  byte[] read(int position, int count) {
    ByteBuffer target = ByteBuffer.allocate(count);
    while (target.hasRemaining()) {
      Read read = rig.file.read(1, position + target.position(), target, rig.cancellation);
      assertThat(read).isInstanceOf(Read.Bytes.class);
    }
    return target.array();
  }

  static byte[] end(byte[] content) {
    return Arrays.copyOfRange(content, LENGTH - END, LENGTH);
  }

  /** Has a reader's read wait on a thread of its own. */
  static CompletableFuture<Read> waiting(Supplier<Read> read) {
    CompletableFuture<Read> result = new CompletableFuture<>();
    Thread reader = Thread.ofPlatform().daemon().start(() -> result.complete(read.get()));
    while (reader.getState() != Thread.State.WAITING) {
      assertThat(result).as("the read should wait").isNotDone();
      Thread.onSpinWait();
    }
    return result;
  }

  /** Has a reader wait for the byte there. */
  CompletableFuture<Read> waitingAt(long position) {
    return waiting(() -> rig.file.read(1, position, ByteBuffer.allocate(1), new Cancellation()));
  }

  void assertWhole(Fetched fetched) {
    assertThat(fetched)
        .isInstanceOfSatisfying(
            Fetched.Whole.class, whole -> assertThat(whole.bytes()).isEqualTo(LENGTH));
    assertThat(Arrays.equals(rig.file.content(), CONTENT)).isTrue();
    assertThat(rig.file.isFinished()).isTrue();
    assertThat(rig.heard.received()).isEqualTo(LENGTH);
    assertThat(rig.heard.connections()).last().isEqualTo(0);
  }

  /** No connection is in use, and none is lost. */
  void assertNothingRuns() throws Exception {
    rig.clients.closeIdle();
    for (var connection : server.connections()) {
      connection.awaitClosed();
    }
    assertThat(rig.heard.connections()).last().isEqualTo(0);
  }

  private static byte[] random(int seed) {
    byte[] bytes = new byte[LENGTH];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
