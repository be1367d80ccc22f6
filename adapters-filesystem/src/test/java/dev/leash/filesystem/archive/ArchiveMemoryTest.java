package dev.leash.filesystem.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.MemoryArrivingFile;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may take how much, and when. */
@Timeout(60)
final class ArchiveMemoryTest {
  private static final long MIB = 1L << 20;

  private final ArchiveMemory memory = new ArchiveMemory(100 * MIB);
  private final Cancellation cancellation = new Cancellation();
  private final ArrivingBytes source = reader(cancellation);

  @Test
  void isTakenByAsManyAsThereIsRoomFor() throws Exception {
    ArchiveMemory.Share first = memory.take(60 * MIB, source);
    ArchiveMemory.Share second = memory.take(40 * MIB, source);

    FutureTask<ArchiveMemory.Share> third = taking(40 * MIB, source);

    assertThat(memory.waiting()).isOne();
    second.close();
    third.get().close();
    first.close();
  }

  @Test
  void isTakenByWhoNeedsMoreThanThereIsWhenItIsAlone() throws Exception {
    ArchiveMemory.Share first = memory.take(2 * MIB, source);

    FutureTask<ArchiveMemory.Share> greedy = taking(1_000 * MIB, source);

    assertThat(greedy.isDone()).isFalse();
    first.close();
    greedy.get().close();
    memory.take(100 * MIB, source).close();
  }

  @Test
  void isNotWaitedForByWhoNeedsNextToNothing() throws Exception {
    ArchiveMemory.Share first = memory.take(100 * MIB, source);

    memory.take(ArchiveMemory.UNCOUNTED, source).close();

    first.close();
  }

  @Test
  void isGivenBackInParts() throws Exception {
    ArchiveMemory.Share first = memory.take(80 * MIB, source);
    FutureTask<ArchiveMemory.Share> second = taking(70 * MIB, source);

    first.shrinkTo(30 * MIB);

    second.get().close();
    first.shrinkTo(50 * MIB);
    first.close();
    first.close();
    memory.take(100 * MIB, source).close();
  }

  @Test
  void isTakenByWhoFitsInBesideWhoDoesNot() throws Exception {
    ArchiveMemory.Share first = memory.take(60 * MIB, source);
    FutureTask<ArchiveMemory.Share> much = taking(80 * MIB, source);

    memory.take(40 * MIB, source).close();

    assertThat(much.isDone()).isFalse();
    first.close();
    much.get().close();
  }

  @Test
  void isTakenInTurnAtLastSoThatWhoNeedsMuchDoesNotStarve() throws Exception {
    ArchiveMemory.Share first = memory.take(60 * MIB, source);
    FutureTask<ArchiveMemory.Share> much = taking(80 * MIB, source);
    for (int i = 0; i < ArchiveMemory.MOST_PASSING; i++) {
      memory.take(2 * MIB, source).close();
    }

    FutureTask<ArchiveMemory.Share> little = taking(2 * MIB, source);

    assertThat(memory.waiting()).isEqualTo(2);
    first.close();
    much.get().close();
    little.get().close();
  }

  /** Else two that keep some, and wait for more, would wait for each other. */
  @Test
  void isTakenBeyondAllWhenItIsKeptByThoseWhoMayWait() throws Exception {
    ArchiveMemory.Share one = memory.take(60 * MIB, source);
    ArchiveMemory.Share other = memory.take(40 * MIB, source);
    one.keep(50 * MIB);
    FutureTask<ArchiveMemory.Share> first = taking(80 * MIB, source);

    other.keep(40 * MIB);

    ArchiveMemory.Share second = first.get();
    FutureTask<ArchiveMemory.Share> third = taking(80 * MIB, source);
    second.close();
    third.get().close();
    one.close();
    other.close();
    memory.take(100 * MIB, source).close();
  }

  @Test
  void isNotWaitedForByWhoIsCancelled() throws Exception {
    ArchiveMemory.Share first = memory.take(100 * MIB, source);
    Cancellation other = new Cancellation();
    CountDownLatch ended = new CountDownLatch(1);
    ArrivingBytes cancelled = reader(other);
    FutureTask<Extracted> waiting =
        new FutureTask<>(() -> {
          try {
            memory.take(2 * MIB, cancelled).close();
            return new Extracted.Whole(0, 0);
          } catch (ExtractionEnded e) {
            return e.how();
          } finally {
            ended.countDown();
          }
        });
    Thread.ofPlatform().daemon().start(waiting);
    awaitWaiting(1);

    other.cancel();

    ended.await();
    assertThat(waiting.get()).isEqualTo(new Extracted.Cancelled());
    assertThat(memory.waiting()).isZero();
    first.close();
    memory.take(100 * MIB, source).close();
  }

  /** Returns when it waits. */
  private FutureTask<ArchiveMemory.Share> taking(long bytes, ArrivingBytes by) {
    int before = memory.waiting();
    FutureTask<ArchiveMemory.Share> task = new FutureTask<>(() -> memory.take(bytes, by));
    Thread.ofPlatform().daemon().start(task);
    awaitWaiting(before + 1);
    return task;
  }

  private void awaitWaiting(int count) {
    while (memory.waiting() < count) {
      Thread.onSpinWait();
    }
  }

  private static ArrivingBytes reader(Cancellation cancellation) {
    return new ArrivingBytes(new MemoryArrivingFile(cancellation), 1, cancellation);
  }
}
