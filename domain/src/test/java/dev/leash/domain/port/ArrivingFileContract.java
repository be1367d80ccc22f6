package dev.leash.domain.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.port.ArrivingFile.Listening;
import dev.leash.domain.port.ArrivingFile.Needs;
import dev.leash.domain.port.ArrivingFile.Read;
import dev.leash.domain.port.ArrivingFile.Writer;
import dev.leash.domain.port.ArrivingFile.Written;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link ArrivingFile} holds to. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class ArrivingFileContract {
  private static final Cancellation NEVER = new Cancellation();

  protected final Cancellation cancellation = new Cancellation();

  /** A fresh file whose waits end by the cancellation. */
  protected abstract ArrivingFile create(Cancellation cancellation) throws Exception;

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  /** What a read of at most so many bytes gives, as text; the read's name where it gives none. */
  private static String read(ArrivingFile file, long position, int room) {
    ByteBuffer target = ByteBuffer.allocate(room);
    Read read = file.read(1, position, target, NEVER);
    if (read instanceof Read.Bytes(int count)) {
      assertThat(target.position()).isEqualTo(count);
      return new String(target.array(), 0, count, UTF_8);
    }
    return read.toString();
  }

  /** Runs a read on a thread of its own, and returns when it waits. */
  private static <T> CompletableFuture<T> waiting(Supplier<T> read) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread reader = Thread.ofPlatform().daemon().start(() -> result.complete(read.get()));
    while (reader.getState() != Thread.State.WAITING) {
      assertThat(result).as("the read should wait").isNotDone();
      Thread.onSpinWait();
    }
    return result;
  }

  private static <T> T waitedFor(CompletableFuture<T> read) throws Exception {
    return read.get(30, TimeUnit.SECONDS);
  }

  @Nested
  class Arriving {
    @Test
    void givesWhatHasArrivedWhateverTheOrder() throws Exception {
      ArrivingFile file = create(cancellation);
      Writer writer = file.writer(1);

      writer.write(6, bytes("ghi"));
      writer.write(0, bytes("abc"));
      writer.write(3, bytes("def"));

      assertThat(read(file, 0, 20)).isEqualTo("abcdefghi");
      assertThat(read(file, 4, 2)).isEqualTo("ef");
      assertThat(read(file, 8, 1)).isEqualTo("i");
    }

    @Test
    void givesWhatIsContiguousUpToAGap() throws Exception {
      ArrivingFile file = create(cancellation);
      Writer writer = file.writer(1);

      writer.write(0, bytes("abc"));
      writer.write(5, bytes("fgh"));

      assertThat(read(file, 1, 20)).isEqualTo("bc");
      assertThat(read(file, 6, 20)).isEqualTo("gh");
    }

    @Test
    void tellsWhetherReadsWouldWait() throws Exception {
      ArrivingFile file = create(cancellation);
      Writer writer = file.writer(1);

      writer.write(0, bytes("abc"));
      writer.write(5, bytes("fgh"));

      assertThat(file.hasArrived(1, 1, 2)).isTrue();
      assertThat(file.hasArrived(1, 5, 3)).isTrue();
      assertThat(file.hasArrived(1, 1, 3)).as("a gap is in it").isFalse();
      assertThat(file.hasArrived(1, 6, 3)).as("more may come").isFalse();
      assertThat(file.hasArrived(1, 3, 1)).as("it begins in a gap").isFalse();
      writer.announce(8);
      assertThat(file.hasArrived(1, 6, 3)).as("it reaches beyond the end").isTrue();
      assertThat(file.hasArrived(1, 20, 3)).as("it lies beyond the end").isTrue();
    }

    @Test
    void takesBytesThatOverlap() throws Exception {
      ArrivingFile file = create(cancellation);
      Writer writer = file.writer(1);

      writer.write(2, bytes("cde"));
      writer.write(0, bytes("abcdef"));

      assertThat(read(file, 0, 20)).isEqualTo("abcdef");
    }

    @Test
    void writesAllOfABufferAndLeavesTheTargetsLimit() throws Exception {
      ArrivingFile file = create(cancellation);
      ByteBuffer source = bytes("abc");
      ByteBuffer target = ByteBuffer.allocate(10);

      Written written = file.writer(1).write(0, source);
      file.read(1, 0, target, NEVER);

      assertThat(written).isEqualTo(new Written.Done());
      assertThat(source.remaining()).isZero();
      assertThat(target.limit()).isEqualTo(10);
    }

    @Test
    void wakesAReaderWhenItsBytesArrive() throws Exception {
      ArrivingFile file = create(cancellation);
      Writer writer = file.writer(1);
      writer.write(0, bytes("abc"));
      CompletableFuture<Read> read = waiting(() -> file.read(1, 3, ByteBuffer.allocate(8), NEVER));

      writer.write(3, bytes("def"));

      assertThat(waitedFor(read)).isEqualTo(new Read.Bytes(3));
    }
  }

  @Nested
  class AtTheEnd {
    @Test
    void tellsTheLengthAtOrPastTheEndOnceItIsAnnounced() throws Exception {
      ArrivingFile file = create(cancellation);

      file.writer(1).announce(10);

      assertThat(file.read(1, 10, ByteBuffer.allocate(1), NEVER)).isEqualTo(new Read.End(10));
      assertThat(file.read(1, Long.MAX_VALUE, ByteBuffer.allocate(1), NEVER))
          .isEqualTo(new Read.End(10));
    }

    @Test
    void wakesWhoAskedForTheLengthWhenItIsFinished() throws Exception {
      ArrivingFile file = create(cancellation);
      Writer writer = file.writer(1);
      CompletableFuture<Read> read =
          waiting(() -> file.read(1, Long.MAX_VALUE, ByteBuffer.allocate(1), NEVER));

      writer.write(0, bytes("abc"));
      writer.finish(3);

      assertThat(waitedFor(read)).isEqualTo(new Read.End(3));
    }

    @Test
    void anEmptyFileEndsAtOnce() throws Exception {
      ArrivingFile file = create(cancellation);

      file.writer(1).finish(0);

      assertThat(file.read(1, 0, ByteBuffer.allocate(1), NEVER)).isEqualTo(new Read.End(0));
    }
  }

  @Nested
  class UntilItIsWhole {
    @Test
    void waitsForMoreThanEveryByte() throws Exception {
      ArrivingFile file = create(cancellation);
      Writer writer = file.writer(1);
      writer.announce(3);
      writer.write(0, bytes("abc"));
      CompletableFuture<Read> read = waiting(() -> file.awaitWhole(1, NEVER));

      writer.finish(3);

      assertThat(waitedFor(read)).isEqualTo(new Read.End(3));
      assertThat(file.awaitWhole(1, NEVER)).isEqualTo(new Read.End(3));
    }

    @Test
    void endsWithItsReadersCancellationAlone() throws Exception {
      ArrivingFile file = create(cancellation);
      Cancellation own = new Cancellation();
      CompletableFuture<Read> read = waiting(() -> file.awaitWhole(1, own));
      CompletableFuture<Read> other = waiting(() -> file.awaitWhole(1, NEVER));

      own.cancel();

      assertThat(waitedFor(read)).isEqualTo(new Read.Cancelled());
      assertThat(other).isNotDone();
      cancellation.cancel();
      assertThat(waitedFor(other)).isEqualTo(new Read.Cancelled());
    }

    @Test
    void isToldOfANewGeneration() throws Exception {
      ArrivingFile file = create(cancellation);
      CompletableFuture<Read> read = waiting(() -> file.awaitWhole(1, NEVER));

      file.writer(2).write(0, bytes("abc"));

      assertThat(waitedFor(read)).isEqualTo(new Read.Restarted(2));
      assertThat(file.awaitWhole(1, NEVER)).isEqualTo(new Read.Restarted(2));
      CompletableFuture<Read> next = waiting(() -> file.awaitWhole(2, NEVER));
      file.writer(2).finish(3);
      assertThat(waitedFor(next)).isEqualTo(new Read.End(3));
    }
  }

  @Nested
  class WhoListens {
    private final Needed needed = new Needed();

    @Test
    void hearsWhatIsWanted() throws Exception {
      ArrivingFile file = create(cancellation);
      var _ = file.writer(1).listen(needed);

      file.want(1, 70, 7);
      file.want(1, 0, 1);

      assertThat(needed.heard()).containsExactly("wants 70+7", "wants 0+1");
    }

    @Test
    void isToldAtOnceWhatWasWantedBefore() throws Exception {
      ArrivingFile file = create(cancellation);
      file.want(1, 70, 7);
      file.want(1, 0, 1);

      var _ = file.writer(1).listen(needed);

      assertThat(needed.heard()).containsExactly("wants 70+7", "wants 0+1");
    }

    @Test
    void hearsWhatAReaderWaitsFor() throws Exception {
      ArrivingFile file = create(cancellation);
      Writer writer = file.writer(1);
      var _ = writer.listen(needed);
      writer.write(0, bytes("abc"));

      read(file, 0, 3);
      CompletableFuture<Read> read = waiting(() -> file.read(1, 3, ByteBuffer.allocate(8), NEVER));

      assertThat(needed.heard()).containsExactly("waits 3");
      writer.write(3, bytes("d"));
      assertThat(waitedFor(read)).isEqualTo(new Read.Bytes(1));
    }

    @Test
    void isToldAtOnceWhatIsWaitedForStill() throws Exception {
      ArrivingFile file = create(cancellation);
      Writer writer = file.writer(1);
      CompletableFuture<Read> first = waiting(() -> file.read(1, 0, ByteBuffer.allocate(8), NEVER));
      var _ = waiting(() -> file.read(1, 9, ByteBuffer.allocate(8), NEVER));
      writer.write(0, bytes("abc"));
      waitedFor(first);

      var _ = writer.listen(needed);

      assertThat(needed.heard()).containsExactly("waits 9");
    }

    @Test
    void hearsThatTheLengthOrTheWholeIsWaitedFor() throws Exception {
      ArrivingFile file = create(cancellation);
      Writer writer = file.writer(1);
      var _ = writer.listen(needed);
      CompletableFuture<Read> length =
          waiting(() -> file.read(1, Long.MAX_VALUE, ByteBuffer.allocate(1), NEVER));
      writer.announce(3);
      waitedFor(length);

      var _ = waiting(() -> file.awaitWhole(1, NEVER));

      String waits = "waits " + Long.MAX_VALUE;
      assertThat(needed.heard()).containsExactly(waits, waits);
      Needed next = new Needed();
      var _ = writer.listen(next);
      assertThat(next.heard()).as("who waited for the length has it").containsExactly(waits);
    }

    @Test
    void hearsNoMoreWhenItIsClosed() throws Exception {
      ArrivingFile file = create(cancellation);
      ArrivingFile.Listening listening = file.writer(1).listen(needed);

      listening.close();
      file.want(1, 70, 7);

      assertThat(needed.heard()).isEmpty();
    }

    @Test
    void givesWayToTheNextForGood() throws Exception {
      ArrivingFile file = create(cancellation);
      Needed next = new Needed();
      ArrivingFile.Listening first = file.writer(1).listen(needed);
      var _ = file.writer(1).listen(next);

      first.close();
      file.want(1, 70, 7);

      assertThat(needed.heard()).isEmpty();
      assertThat(next.heard()).containsExactly("wants 70+7");
    }

    @Test
    void hearsOfItsOwnGenerationAlone() throws Exception {
      ArrivingFile file = create(cancellation);
      Writer first = file.writer(1);
      file.want(1, 70, 7);
      Writer second = file.writer(2);
      var _ = first.listen(new Needed());

      var _ = second.listen(needed);
      file.want(1, 80, 8);
      file.want(2, 90, 9);

      assertThat(needed.heard()).containsExactly("wants 90+9");
    }

    @Test
    void mayAskTheFileWhatHasArrived() throws Exception {
      ArrivingFile file = create(cancellation);
      CompletableFuture<Boolean> arrived = new CompletableFuture<>();
      var _ =
          file.writer(1)
              .listen(
                  new Needed() {
                    @Override
                    public synchronized void wants(long position, long length) {
                      // Another thread's, so that a lock held by this one would be seen.
                      arrived.complete(
                          CompletableFuture.supplyAsync(() -> file.hasArrived(1, position, length))
                              .join());
                    }
                  });

      file.want(1, 0, 1);

      assertThat(arrived).isCompletedWithValue(false);
    }
  }

  /** Remembers what it hears, in words. */
  private static class Needed implements ArrivingFile.Needs {
    private final List<String> heard = new ArrayList<>();

    synchronized List<String> heard() {
      return List.copyOf(heard);
    }

    @Override
    public synchronized void wants(long position, long length) {
      heard.add("wants " + position + "+" + length);
    }

    @Override
    public synchronized void waits(long position) {
      heard.add("waits " + position);
    }
  }

  @Nested
  class Cancelled {
    @Test
    void wakesWhoWaits() throws Exception {
      ArrivingFile file = create(cancellation);
      CompletableFuture<Read> read = waiting(() -> file.read(1, 0, ByteBuffer.allocate(1), NEVER));

      cancellation.cancel();

      assertThat(waitedFor(read)).isEqualTo(new Read.Cancelled());
    }

    @Test
    void wakesTheOneReaderThatIsCancelled() throws Exception {
      ArrivingFile file = create(cancellation);
      Cancellation own = new Cancellation();
      CompletableFuture<Read> read = waiting(() -> file.read(1, 0, ByteBuffer.allocate(1), own));
      CompletableFuture<Read> other = waiting(() -> file.read(1, 0, ByteBuffer.allocate(1), NEVER));

      own.cancel();

      assertThat(waitedFor(read)).isEqualTo(new Read.Cancelled());
      assertThat(other).isNotDone();
      file.writer(1).write(0, bytes("a"));
      assertThat(waitedFor(other)).isEqualTo(new Read.Bytes(1));
      assertThat(file.read(1, 0, ByteBuffer.allocate(1), own)).isEqualTo(new Read.Cancelled());
    }

    @Test
    void hasNoReadWait() throws Exception {
      ArrivingFile file = create(cancellation);

      cancellation.cancel();

      assertThat(file.hasArrived(1, 0, 1)).isTrue();
    }

    @Test
    void revokesEveryWriter() throws Exception {
      ArrivingFile file = create(cancellation);
      Writer writer = file.writer(1);

      cancellation.cancel();

      assertThat(writer.write(0, bytes("abc"))).isEqualTo(new Written.Revoked());
      assertThat(writer.announce(3)).isEqualTo(new Written.Revoked());
      assertThat(writer.finish(3)).isEqualTo(new Written.Revoked());
      assertThat(file.writer(1).write(0, bytes("abc"))).isEqualTo(new Written.Revoked());
    }
  }

  @Nested
  class WantedAhead {
    private final Needs anybody =
        new Needs() {
          @Override
          public void wants(long position, long length) {}

          @Override
          public void waits(long position) {}
        };

    @Test
    void areNotWaitedForWhereNobodyBringsThem() throws Exception {
      ArrivingFile file = create(cancellation);
      file.writer(1).write(0, bytes("abc"));

      assertThat(file.awaitWanted(1, 5, 3, NEVER)).isFalse();
      assertThat(file.awaitWanted(1, 0, 3, NEVER)).as("they are there").isTrue();
    }

    @Test
    void areWaitedForUntilTheyAreThere() throws Exception {
      ArrivingFile file = create(cancellation);
      Writer writer = file.writer(1);
      writer.listen(anybody);
      CompletableFuture<Boolean> wanted = waiting(() -> file.awaitWanted(1, 5, 4, NEVER));

      writer.write(5, bytes("fg"));
      assertThat(wanted).isNotDone();
      writer.write(7, bytes("hi"));

      assertThat(waitedFor(wanted)).isTrue();
    }

    @Test
    void areWaitedForNoLongerThanSomebodyMayBringThem() throws Exception {
      ArrivingFile file = create(cancellation);
      Listening listening = file.writer(1).listen(anybody);
      CompletableFuture<Boolean> wanted = waiting(() -> file.awaitWanted(1, 5, 4, NEVER));

      listening.close();

      assertThat(waitedFor(wanted)).isFalse();
    }

    @Test
    void areNotWaitedForByWhoIsCancelled() throws Exception {
      ArrivingFile file = create(cancellation);
      file.writer(1).listen(anybody);
      Cancellation own = new Cancellation();
      CompletableFuture<Boolean> wanted = waiting(() -> file.awaitWanted(1, 5, 4, own));

      own.cancel();

      assertThat(waitedFor(wanted)).isTrue();
    }

    @Test
    void areNotWaitedForInAnOlderGeneration() throws Exception {
      ArrivingFile file = create(cancellation);
      file.writer(1).listen(anybody);
      CompletableFuture<Boolean> wanted = waiting(() -> file.awaitWanted(1, 5, 4, NEVER));

      file.writer(2).listen(anybody);

      assertThat(waitedFor(wanted)).isTrue();
    }
  }

  @Nested
  class ANewGeneration {
    @Test
    void beginsEmpty() throws Exception {
      ArrivingFile file = create(cancellation);
      Writer first = file.writer(1);
      first.write(0, bytes("abc"));
      first.finish(3);

      Writer second = file.writer(2);
      second.write(1, bytes("Z"));
      CompletableFuture<Read> read = waiting(() -> file.read(2, 0, ByteBuffer.allocate(8), NEVER));
      second.write(0, bytes("Y"));

      assertThat(waitedFor(read)).isEqualTo(new Read.Bytes(2));
      second.finish(2);
      assertThat(file.read(2, 2, ByteBuffer.allocate(1), NEVER)).isEqualTo(new Read.End(2));
    }

    @Test
    void tellsReadersOfTheOldOneToStartAgain() throws Exception {
      ArrivingFile file = create(cancellation);
      file.writer(1).write(0, bytes("abc"));
      CompletableFuture<Read> read = waiting(() -> file.read(1, 3, ByteBuffer.allocate(1), NEVER));

      file.writer(2);

      assertThat(waitedFor(read)).isEqualTo(new Read.Restarted(2));
      assertThat(file.read(1, 0, ByteBuffer.allocate(1), NEVER)).isEqualTo(new Read.Restarted(2));
    }

    @Test
    void hasNoReadOfTheOldOneWait() throws Exception {
      ArrivingFile file = create(cancellation);

      file.writer(2).write(0, bytes("abc"));

      assertThat(file.hasArrived(1, 0, 9)).isTrue();
      assertThat(file.hasArrived(2, 0, 3)).isTrue();
      assertThat(file.hasArrived(2, 0, 4)).isFalse();
    }

    @Test
    void revokesTheOldOnesWritersWhoseBytesNeverMix() throws Exception {
      ArrivingFile file = create(cancellation);
      Writer first = file.writer(1);

      file.writer(2).write(0, bytes("new"));
      Written late = first.write(0, bytes("old"));

      assertThat(late).isEqualTo(new Written.Revoked());
      assertThat(first.finish(3)).isEqualTo(new Written.Revoked());
      ByteBuffer target = ByteBuffer.allocate(8);
      assertThat(file.read(2, 0, target, NEVER)).isEqualTo(new Read.Bytes(3));
      assertThat(new String(target.array(), 0, 3, UTF_8)).isEqualTo("new");
    }

    @Test
    void isTheSameForASecondWriterOfIt() throws Exception {
      ArrivingFile file = create(cancellation);
      file.writer(2).write(0, bytes("ab"));

      Written written = file.writer(2).write(2, bytes("cd"));

      assertThat(written).isEqualTo(new Written.Done());
      assertThat(file.read(2, 0, ByteBuffer.allocate(8), NEVER)).isEqualTo(new Read.Bytes(4));
    }

    @Test
    void revokesAWriterOfAnOlderOneFromTheStart() throws Exception {
      ArrivingFile file = create(cancellation);
      file.writer(2);

      assertThat(file.writer(1).write(0, bytes("old"))).isEqualTo(new Written.Revoked());
    }
  }
}
