package dev.leash.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.download.Checksum;
import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.Headers;
import dev.leash.domain.download.SourceUrl;
import dev.leash.domain.port.Transfer.Fetch;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.domain.port.Transfer.Listener;
import dev.leash.domain.port.Transfer.Source;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Transfer} does. Its methods are public, for its heirs live in other packages.
 */
public abstract class TransferContract {
  private static final long NO_LIMIT = Long.MAX_VALUE;
  private static final int CONNECTIONS = DownloadRequest.DEFAULT_CONNECTIONS;

  private final Cancellation cancellation = new Cancellation();
  private final MemoryArrivingFile file = new MemoryArrivingFile();
  private final Heard heard = new Heard(file);

  /** The transfer under test. */
  protected abstract Transfer transfer();

  /** Has a source give this content whole, and its length before. */
  protected abstract SourceUrl serve(byte[] content);

  /** Has a source give so many bytes of the content, and the rest when it is let go. */
  protected abstract Held hold(byte[] content, int before);

  /**
   * Has a source break after so many bytes of one content the first time, and after that give
   * another, or the same again; it vouches for each version, so that a transfer can go on.
   */
  protected abstract SourceUrl breakOnce(byte[] first, int before, byte[] then);

  /** Whether the source sees every connection closed, or none was there; may wait for it. */
  protected abstract boolean everythingIsClosed() throws Exception;

  /** A source that keeps the rest back. */
  public record Held(SourceUrl url, Runnable letGo) {}

  @Test
  public void bringsTheWholeBody() {
    byte[] content = bytes(300_000);

    Fetched fetched = fetch(source(serve(content)));

    assertThat(fetched).isEqualTo(new Fetched.Whole(content.length, hex("SHA-256", content)));
    assertThat(file.content()).isEqualTo(content);
    assertThat(file.isFinished()).isTrue();
  }

  @Test
  public void bringsAnEmptyBody() {
    Fetched fetched = fetch(source(serve(new byte[0])));

    assertThat(fetched).isEqualTo(new Fetched.Whole(0, hex("SHA-256", new byte[0])));
    assertThat(file.isFinished()).isTrue();
  }

  @Test
  public void tellsItsListenerHowFarItIs() {
    byte[] content = bytes(5_000);

    fetch(source(serve(content)));

    assertThat(heard.announced).containsExactly(OptionalLong.of(5_000));
    assertThat(heard.received).isEqualTo(5_000);
    assertThat(heard.connections).containsExactly(1, 0);
  }

  @Test
  public void acceptsARightChecksumOfAnyAlgorithm() {
    byte[] content = bytes(5_000);
    SourceUrl url = serve(content);

    for (Checksum.Algorithm algorithm : Checksum.Algorithm.values()) {
      Checksum right = new Checksum(algorithm, hex(algorithm.standardName(), content));

      Fetched fetched =
          transfer()
              .prepare(
                  new Source(url, Headers.NONE, Optional.of(right), NO_LIMIT, CONNECTIONS),
                  new MemoryArrivingFile(),
                  heard)
              .attempt(cancellation);

      assertThat(fetched).isEqualTo(new Fetched.Whole(5_000, hex("SHA-256", content)));
    }
  }

  @Test
  public void leavesTheFileUnfinishedWhenTheChecksumIsAnother() {
    byte[] content = bytes(5_000);
    Checksum wrong = new Checksum(Checksum.Algorithm.SHA1, "0".repeat(40));

    Fetched fetched =
        fetch(new Source(serve(content), Headers.NONE, Optional.of(wrong), NO_LIMIT, CONNECTIONS));

    assertThat(fetched)
        .isEqualTo(new Fetched.Failed(new Failure.ChecksumMismatch(wrong, hex("SHA-1", content))));
    assertThat(file.isFinished()).isFalse();
  }

  @Test
  public void bringsABodyOfExactlyTheLimit() {
    Fetched fetched =
        fetch(new Source(serve(bytes(5_000)), Headers.NONE, Optional.empty(), 5_000, CONNECTIONS));

    assertThat(fetched).isInstanceOf(Fetched.Whole.class);
  }

  @Test
  public void refusesABodyOneByteOverTheLimit() throws Exception {
    Fetched fetched =
        fetch(new Source(serve(bytes(5_001)), Headers.NONE, Optional.empty(), 5_000, CONNECTIONS));

    assertThat(fetched).isEqualTo(new Fetched.Failed(new Failure.TooLarge(5_000)));
    assertThat(file.isFinished()).isFalse();
    assertThat(everythingIsClosed()).isTrue();
  }

  @Test
  public void doesNothingForACancelledDownload() throws Exception {
    SourceUrl url = serve(bytes(5_000));
    cancellation.cancel();

    Fetched fetched = fetch(source(url));

    assertThat(fetched).isEqualTo(new Fetched.Cancelled());
    assertThat(file.content()).isEmpty();
    assertThat(everythingIsClosed()).isTrue();
  }

  @Test
  public void letsGoOfASilentSourceWhenItIsCancelled() throws Exception {
    Held held = hold(bytes(5_000), 1_000);
    CompletableFuture<Fetched> running = start(source(held.url()));
    heard.awaitReceived(1_000);

    cancellation.cancel();

    assertThat(running.get()).isEqualTo(new Fetched.Cancelled());
    assertThat(file.isFinished()).isFalse();
    assertThat(everythingIsClosed()).isTrue();
  }

  @Test
  public void goesOnWhenASilentSourceDoes() throws Exception {
    byte[] content = bytes(5_000);
    Held held = hold(content, 1_000);
    CompletableFuture<Fetched> running = start(source(held.url()));
    heard.awaitReceived(1_000);

    held.letGo().run();

    assertThat(running.get()).isEqualTo(new Fetched.Whole(5_000, hex("SHA-256", content)));
    assertThat(file.content()).isEqualTo(content);
  }

  @Test
  public void failsAsTheDiskDoes() throws Exception {
    Failure full = new Failure.DiskFull(OptionalLong.of(5_000), 7);
    file.refuseWrites(full);

    Fetched fetched = fetch(source(serve(bytes(5_000))));

    assertThat(fetched).isEqualTo(new Fetched.Failed(full));
    assertThat(everythingIsClosed()).isTrue();
  }

  @Test
  public void stopsWhenItsGenerationIsOver() throws Exception {
    Held held = hold(bytes(5_000), 1_000);
    CompletableFuture<Fetched> running = start(source(held.url()));
    heard.awaitReceived(1_000);

    file.writer(2);
    held.letGo().run();

    assertThat(running.get())
        .isInstanceOfSatisfying(
            Fetched.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.SourceChanged.class));
    assertThat(file.content()).isEmpty();
    assertThat(everythingIsClosed()).isTrue();
  }

  @Test
  public void goesOnFromWhatHasArrived() throws Exception {
    byte[] content = bytes(300_000);
    Fetch fetch = prepare(breakOnce(content, 200_000, content));

    Fetched broken = fetch.attempt(cancellation);

    assertThat(broken).isInstanceOf(Fetched.Failed.class);
    assertThat(everythingIsClosed()).isTrue();

    Fetched whole = fetch.attempt(cancellation);

    assertThat(whole).isEqualTo(new Fetched.Whole(content.length, hex("SHA-256", content)));
    assertThat(file.content()).isEqualTo(content);
    assertThat(file.isFinished()).isTrue();
    assertThat(heard.received).isEqualTo(content.length);
    assertThat(heard.readableWhenStartedOver).isEmpty();
    assertThat(heard.announced)
        .containsExactly(OptionalLong.of(content.length), OptionalLong.of(content.length));
  }

  @Test
  public void startsOverWhenTheSourceHasChanged() {
    byte[] content = bytes(300_000);
    byte[] other = bytes(250_001);
    other[0]++;
    Fetch fetch = prepare(breakOnce(content, 200_000, other));
    fetch.attempt(cancellation);

    Fetched whole = fetch.attempt(cancellation);

    assertThat(whole).isEqualTo(new Fetched.Whole(other.length, hex("SHA-256", other)));
    assertThat(file.content()).isEqualTo(other);
    assertThat(file.read(1, 0, ByteBuffer.allocate(1), cancellation))
        .isEqualTo(new ArrivingFile.Read.Restarted(2));
    assertThat(heard.readableWhenStartedOver)
        .as("nobody sees the next generation yet")
        .containsExactly(new ArrivingFile.Read.Bytes(1));
    assertThat(heard.received).isEqualTo(other.length);
  }

  @Test
  public void goesOnAfterItWasCancelled() throws Exception {
    byte[] content = bytes(5_000);
    Held held = hold(content, 1_000);
    Fetch fetch = prepare(held.url());
    Cancellation first = new Cancellation();
    CompletableFuture<Fetched> running = start(() -> fetch.attempt(first));
    heard.awaitReceived(1_000);
    first.cancel();
    assertThat(running.get()).isEqualTo(new Fetched.Cancelled());
    held.letGo().run();

    Fetched whole = fetch.attempt(cancellation);

    assertThat(whole).isEqualTo(new Fetched.Whole(5_000, hex("SHA-256", content)));
    assertThat(file.content()).isEqualTo(content);
  }

  @Test
  public void isWholeForGood() {
    byte[] content = bytes(5_000);
    Fetch fetch = prepare(serve(content));
    fetch.attempt(cancellation);

    Fetched again = fetch.attempt(cancellation);

    assertThat(again).isEqualTo(new Fetched.Whole(5_000, hex("SHA-256", content)));
    assertThat(heard.received).isEqualTo(5_000);
    assertThat(heard.connections).containsExactly(1, 0);
  }

  @Test
  public void servesAReaderThatWantsTheEndFirst() throws Exception {
    byte[] content = bytes(3_000_000);
    byte[] end = Arrays.copyOfRange(content, 2_900_000, 3_000_000);
    file.want(1, 2_900_000, 100_000);
    CompletableFuture<byte[]> read = reader(() -> read(2_900_000, 100_000));
    CompletableFuture<ArrivingFile.Read> whole =
        reader(() -> file.awaitWhole(1, new Cancellation()));

    Fetched fetched = fetch(source(serve(content)));

    assertThat(fetched).isEqualTo(new Fetched.Whole(content.length, hex("SHA-256", content)));
    assertThat(Arrays.equals(read.get(), end)).isTrue();
    assertThat(whole.get()).isEqualTo(new ArrivingFile.Read.End(content.length));
    assertThat(Arrays.equals(file.content(), content)).isTrue();
    assertThat(heard.received).as("each byte once").isEqualTo(content.length);
    assertThat(heard.connections).last().isEqualTo(0);
  }

  private byte[] read(int position, int count) {
    ByteBuffer target = ByteBuffer.allocate(count);
    while (target.hasRemaining()) {
      assertThat(file.read(1, position + target.position(), target, new Cancellation()))
          .isInstanceOf(ArrivingFile.Read.Bytes.class);
    }
    return target.array();
  }

  private static <T> CompletableFuture<T> reader(Supplier<T> reading) {
    return CompletableFuture.supplyAsync(reading, task -> Thread.ofPlatform().daemon().start(task));
  }

  @Test
  public void readsNoMoreThanItHasLeaveFor() {
    byte[] content = bytes(5_000);
    Meted pace = new Meted(100);
    heard.pace = pace;

    Fetched fetched = fetch(source(serve(content)));

    assertThat(fetched).isInstanceOf(Fetched.Whole.class);
    assertThat(file.content()).isEqualTo(content);
    assertThat(heard.largest).isPositive().isLessThanOrEqualTo(100);
    assertThat(pace.taken()).isEqualTo(5_000);
  }

  @Test
  public void givesBackTheLeaveThatItDidNotUse() throws Exception {
    Meted pace = new Meted(3_000);
    heard.pace = pace;
    Held held = hold(bytes(5_000), 1_000);
    CompletableFuture<Fetched> running = start(source(held.url()));
    heard.awaitReceived(1_000);

    cancellation.cancel();

    assertThat(running.get()).isEqualTo(new Fetched.Cancelled());
    assertThat(pace.taken()).isEqualTo(1_000);
  }

  @Test
  public void waitsForLeave() throws Exception {
    byte[] content = bytes(5_000);
    Meted pace = new Meted(0);
    heard.pace = pace;
    CompletableFuture<Fetched> running = start(source(serve(content)));
    pace.awaitAsked();
    assertThat(file.content()).isEmpty();

    pace.allow(1_000);

    assertThat(running.get()).isEqualTo(new Fetched.Whole(5_000, hex("SHA-256", content)));
  }

  @Test
  public void letsGoOfItsSourceWhenItIsCancelledWhileItWaitsForLeave() throws Exception {
    Meted pace = new Meted(0);
    heard.pace = pace;
    CompletableFuture<Fetched> running = start(source(serve(bytes(5_000))));
    pace.awaitAsked();

    cancellation.cancel();

    assertThat(running.get()).isEqualTo(new Fetched.Cancelled());
    assertThat(file.content()).isEmpty();
    assertThat(pace.taken()).isZero();
    assertThat(everythingIsClosed()).isTrue();
  }

  private Fetch prepare(SourceUrl url) {
    return transfer().prepare(source(url), file, heard);
  }

  private Fetched fetch(Source source) {
    return transfer().prepare(source, file, heard).attempt(cancellation);
  }

  private CompletableFuture<Fetched> start(Source source) {
    return start(() -> fetch(source));
  }

  private static CompletableFuture<Fetched> start(Supplier<Fetched> attempt) {
    return CompletableFuture.supplyAsync(attempt, task -> Thread.ofPlatform().daemon().start(task));
  }

  private static Source source(SourceUrl url) {
    return new Source(url, Headers.NONE, Optional.empty(), NO_LIMIT, CONNECTIONS);
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (i * 31 + i / 251);
    }
    return bytes;
  }

  private static String hex(String algorithm, byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Heard implements Listener {
    private final ArrivingFile file;
    private final List<OptionalLong> announced = new ArrayList<>();
    private final List<Integer> connections = new ArrayList<>();
    private long received;
    private long largest;
    private Transfer.Pace pace = Transfer.Pace.FREE;
    private final List<ArrivingFile.Read> readableWhenStartedOver = new ArrayList<>();

    Heard(ArrivingFile file) {
      this.file = file;
    }

    @Override
    public synchronized void announced(OptionalLong totalBytes) {
      announced.add(totalBytes);
    }

    @Override
    public synchronized void received(long bytes) {
      received += bytes;
      largest = Math.max(largest, bytes);
      notifyAll();
    }

    @Override
    public Transfer.Pace pace() {
      return pace;
    }

    @Override
    public synchronized void startedOver() {
      readableWhenStartedOver.add(file.read(1, 0, ByteBuffer.allocate(1), new Cancellation()));
      received = 0;
    }

    @Override
    public synchronized void connected(int open) {
      connections.add(open);
    }

    synchronized void awaitReceived(long bytes) throws InterruptedException {
      while (received < bytes) {
        wait();
      }
    }
  }

  /** Gives leave for so many bytes at a time; none is to be had at once. */
  private static final class Meted implements Transfer.Pace {
    private int step;
    private long taken;
    private boolean asked;

    Meted(int step) {
      this.step = step;
    }

    @Override
    public int ready(int most) {
      return 0;
    }

    @Override
    public synchronized int await(int most, Cancellation cancellation) {
      asked = true;
      notifyAll();
      try (var _ = cancellation.onCancel(this::wake)) {
        while (step == 0 && !cancellation.isCancelled()) {
          wait();
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      int leave = cancellation.isCancelled() ? 0 : Math.min(most, step);
      taken += leave;
      return leave;
    }

    @Override
    public synchronized void giveBack(int bytes) {
      taken -= bytes;
    }

    private synchronized void wake() {
      notifyAll();
    }

    synchronized void allow(int bytes) {
      step = bytes;
      notifyAll();
    }

    synchronized void awaitAsked() throws InterruptedException {
      while (!asked) {
        wait();
      }
    }

    /** Leave that was given and not given back. */
    synchronized long taken() {
      return taken;
    }
  }
}
