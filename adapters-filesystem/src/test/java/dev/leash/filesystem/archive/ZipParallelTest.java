package dev.leash.filesystem.archive;

import static dev.leash.filesystem.archive.testing.ForgedEntry.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leash.domain.archive.ArchiveProblem.Corrupt;
import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.MemoryArrivingFile;
import dev.leash.domain.port.MemoryTree;
import dev.leash.domain.port.Tree;
import dev.leash.filesystem.archive.testing.ForgedEntry;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Zips whose entries several threads unzip. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ZipParallelTest {
  /** Nobody takes two of them at once. */
  private static final byte[] LARGE = new byte[3 << 20];

  private final Crew crew = new Crew(2);
  private final Cancellation cancellation = new Cancellation();

  private static ForgedEntry large(String name) {
    return entry(name, LARGE);
  }

  private static ForgedEntry broken(String name) {
    return large(name).both(header -> header.crc = 1);
  }

  private static byte[] zip(ForgedEntry... entries) {
    return Unzipped.zip(entries).bytes();
  }

  private Extracted extract(ArrivingFile file, Tree tree) {
    return new ArchiveModule()
        .archive(crew, new ArchiveMemory(1 << 28))
        .extract(file, 1, tree, Unzipped.OPTIONS, new Unzipped.Deaf(), cancellation);
  }

  private CompletableFuture<Extracted> start(ArrivingFile file, Tree tree) {
    return CompletableFuture.supplyAsync(
        () -> extract(file, tree), task -> Thread.ofPlatform().daemon().start(task));
  }

  /** Waits for a barrier in each file's making: one thread alone would never come back. */
  @Test
  void isUnzippedByTwoAtOnce() {
    CyclicBarrier both = new CyclicBarrier(2);
    Tree tree = new Watched(new MemoryTree(), _ -> awaitUnchecked(both));

    Extracted extracted = extract(MemoryArrivingFile.of(zip(large("a"), large("b"))), tree);

    assertThat(extracted).isEqualTo(new Extracted.Whole(2, 2L * LARGE.length));
  }

  @Test
  void isHelpedInTheMiddleOfALongEntry() throws Exception {
    byte[] zip = zip(large("a"), large("b"));
    MemoryArrivingFile file = new MemoryArrivingFile();
    ArrivingFile.Writer writer = file.writer(1);
    writer.announce(zip.length);
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    Tree tree =
        new Watched(new MemoryTree(), path -> (path.equals("a") ? first : second).countDown());
    // Of "a", all but a byte in its middle.
    writer.write(0, ByteBuffer.wrap(zip, 0, 1 << 20));
    CompletableFuture<Extracted> extraction = start(file, tree);
    int rest = (1 << 20) + 1;
    writer.write(zip.length - 100_000, ByteBuffer.wrap(zip, zip.length - 100_000, 100_000));
    first.await();
    writer.write(rest, ByteBuffer.wrap(zip, rest, zip.length - rest));
    writer.write(rest - 1, ByteBuffer.wrap(zip, rest - 1, 1));

    second.await();

    assertThat(extraction.get()).isInstanceOf(Extracted.Whole.class);
  }

  @Test
  void keepsNobodyOfTheCrewWaitingForBytes() throws Exception {
    byte[] zip = zip(large("a"), large("b"), large("c"));
    MemoryArrivingFile file = new MemoryArrivingFile();
    ArrivingFile.Writer writer = file.writer(1);
    writer.announce(zip.length);
    int there = 2 * LARGE.length + 1_000;
    writer.write(0, ByteBuffer.wrap(zip, 0, there));
    writer.write(zip.length - 100_000, ByteBuffer.wrap(zip, zip.length - 100_000, 100_000));
    CountDownLatch third = new CountDownLatch(1);
    MemoryTree tree = new MemoryTree();
    CompletableFuture<Extracted> extraction =
        start(
            file,
            new Watched(
                tree,
                path -> {
                  if (path.equals("c")) {
                    third.countDown();
                  }
                }));
    third.await();
    while (!tree.isWhole("a") || !tree.isWhole("b")) {
      Thread.onSpinWait();
    }

    occupyAll();

    assertThat(extraction).isNotDone();
    writer.write(there, ByteBuffer.wrap(zip, there, zip.length - there));
    assertThat(extraction.get()).isInstanceOf(Extracted.Whole.class);
  }

  /** Returns when each of the crew has come free for it. */
  private void occupyAll() {
    CountDownLatch never = new CountDownLatch(1);
    int occupied = 0;
    while (occupied < crew.size()) {
      if (crew.tryRun(() -> awaitUnchecked(never))) {
        occupied++;
      }
    }
  }

  @Test
  void isUnzippedWhereNobodyIsFree() {
    occupyAll();

    Extracted extracted =
        extract(MemoryArrivingFile.of(zip(large("a"), large("b"))), new MemoryTree());

    assertThat(extracted).isInstanceOf(Extracted.Whole.class);
  }

  @Test
  void isUnzippedWhereNoThreadIsToBeHad() {
    Crew none =
        new Crew(
            2,
            _ -> {
              throw new OutOfMemoryError("unable to create native thread");
            });

    Extracted extracted =
        new ArchiveModule()
            .archive(none, new ArchiveMemory(1 << 28))
            .extract(
                MemoryArrivingFile.of(zip(large("a"), large("b"))),
                1,
                new MemoryTree(),
                Unzipped.OPTIONS,
                new Unzipped.Deaf(),
                cancellation);

    assertThat(extracted).isInstanceOf(Extracted.Whole.class);
  }

  /** Whoever was first to find its own. */
  @RepeatedTest(20)
  void tellsOfTheFirstOfSeveralFailures() {
    Extracted extracted =
        extract(
            MemoryArrivingFile.of(zip(large("a"), broken("b"), broken("c"), broken("d"))),
            new MemoryTree());

    assertThat(extracted)
        .isEqualTo(
            new Extracted.Failed(
                new Failure.OfArchive(
                    new Corrupt("b: its CRC-32 is not what the directory says"))));
  }

  @Test
  void makesLinksWhenNoFileIsWrittenAnyMore() {
    List<String> order = Collections.synchronizedList(new ArrayList<>());

    extract(
        MemoryArrivingFile.of(
            zip(entry("link", "a").unix(0120777), large("a"), large("b"), large("c"))),
        new Watched(new MemoryTree(), order::add));

    assertThat(order).hasSize(4).endsWith("link");
  }

  @Test
  void endsWhenNobodyWritesAnyMore() throws Exception {
    CountDownLatch here = new CountDownLatch(2);
    CountDownLatch helper = new CountDownLatch(1);
    Thread[] own = new Thread[1];
    Tree tree =
        new Watched(
            new MemoryTree(),
            _ -> {
              here.countDown();
              awaitUnchecked(here);
              if (Thread.currentThread() != own[0]) {
                awaitUnchecked(helper);
              }
            });
    CompletableFuture<Extracted> extraction = new CompletableFuture<>();
    own[0] =
        Thread.ofPlatform()
            .daemon()
            .unstarted(() ->
                extraction.complete(
                    extract(MemoryArrivingFile.of(zip(large("a"), large("b"))), tree)));
    own[0].start();
    here.await();

    cancellation.cancel();
    while (own[0].getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    assertThat(extraction).isNotDone();
    helper.countDown();
    assertThat(extraction.get()).isEqualTo(new Extracted.Cancelled());
  }

  /** Else a whole tree would be said to be there, or its caller would wait for ever. */
  @Test
  void tellsOfAHelpersBug() {
    Thread own = Thread.currentThread();
    CyclicBarrier both = new CyclicBarrier(2);
    Tree tree =
        new Watched(
            new MemoryTree(),
            _ -> {
              awaitUnchecked(both);
              if (Thread.currentThread() != own) {
                throw new IllegalStateException("a bug");
              }
            });

    assertThatThrownBy(() -> extract(MemoryArrivingFile.of(zip(large("a"), large("b"))), tree))
        .hasRootCauseMessage("a bug");
  }

  private static void awaitUnchecked(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Says what is made, before it is. */
  private record Watched(Tree tree, Consumer<String> making) implements Tree {
    @Override
    public Optional<Failure> expect(long bytes) {
      return tree.expect(bytes);
    }

    @Override
    public Optional<Failure> folder(EntryPath path) {
      return tree.folder(path);
    }

    @Override
    public Opened file(EntryPath path, boolean executable, Optional<Instant> modified) {
      making.accept(path.toString());
      return tree.file(path, executable, modified);
    }

    @Override
    public Optional<Failure> amend(EntryPath path, boolean executable, Optional<Instant> modified) {
      return tree.amend(path, executable, modified);
    }

    @Override
    public Optional<Failure> link(EntryPath path, String target) {
      making.accept(path.toString());
      return tree.link(path, target);
    }

    @Override
    public Linked hardLink(
        EntryPath path, EntryPath target, boolean executable, Optional<Instant> modified) {
      making.accept(path.toString());
      return tree.hardLink(path, target, executable, modified);
    }

    @Override
    public Optional<Failure> seal() {
      return tree.seal();
    }
  }
}
