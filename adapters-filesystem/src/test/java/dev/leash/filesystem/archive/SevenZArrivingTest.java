package dev.leash.filesystem.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.Archive.Listener;
import dev.leash.domain.port.ArrivingFile.Writer;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.MemoryArrivingFile;
import dev.leash.domain.port.MemoryTree;
import dev.leash.filesystem.archive.testing.SevenZForge;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A 7z that is unpacked while it arrives. */
@Timeout(60)
final class SevenZArrivingTest implements Listener {
  private final byte[] archive =
      new SevenZForge()
          .file("a", noise(100_000), _ -> {})
          .file("b", noise(150_000), _ -> {})
          .file("c", "last")
          .encodedHeader()
          .bytes();
  private final Cancellation cancellation = new Cancellation();
  private final MemoryArrivingFile file = new MemoryArrivingFile(cancellation);
  private final Writer writer = file.writer(1);
  private final MemoryTree tree = new MemoryTree();
  private final CountDownLatch planned = new CountDownLatch(1);
  private final CountDownLatch firstFile = new CountDownLatch(1);
  private final CountDownLatch inTheSecond = new CountDownLatch(1);
  private final AtomicLong written = new AtomicLong();
  private final FutureTask<Extracted> extraction = new FutureTask<>(this::extract);

  @Test
  void isPlannedFromItsEndBeforeItsBodyIsThere() throws Exception {
    start();
    writer.announce(archive.length);
    write(0, 32);
    write(archive.length - 80_000, archive.length);

    planned.await();

    assertThat(tree.files()).isEmpty();
    assertThat(tree.expected()).hasValue(250_004);
    write(32, archive.length - 80_000);
    writer.finish(archive.length);
    assertThat(extraction.get()).isEqualTo(new Extracted.Whole(3, 250_004));
    assertThat(tree.content("b")).isEqualTo(noise(150_000));
  }

  @Test
  void asksForItsEnd() throws Exception {
    start();
    writer.announce(archive.length);
    write(0, archive.length);
    writer.finish(archive.length);

    extraction.get();

    assertThat(file.wanted())
        .anySatisfy(wanted -> {
          assertThat(wanted.length()).isGreaterThanOrEqualTo(65_536);
          assertThat(wanted.position() + wanted.length()).isEqualTo(archive.length);
        });
  }

  @Test
  void hasItsFirstFileBeforeItsSecondArrives() throws Exception {
    start();
    writer.announce(archive.length);
    write(archive.length - 80_000, archive.length);
    write(0, 100_100);

    firstFile.await();

    assertThat(tree.isWhole("a")).isTrue();
    assertThat(extraction.isDone()).isFalse();
    cancellation.cancel();
    assertThat(extraction.get()).isEqualTo(new Extracted.Cancelled());
  }

  @Test
  void endsInTheMiddleOfABlockWhenItIsCancelled() throws Exception {
    start();
    writer.announce(archive.length);
    write(archive.length - 80_000, archive.length);
    write(0, 140_000);
    inTheSecond.await();

    cancellation.cancel();

    assertThat(extraction.get()).isEqualTo(new Extracted.Cancelled());
    assertThat(tree.isWhole("b")).isFalse();
    assertThat(tree.openSinks()).isZero();
  }

  @Test
  void arrivesInOrderWithItsLengthUnknown() throws Exception {
    start();
    for (int from = 0; from < archive.length; from += 999) {
      write(from, Math.min(archive.length, from + 999));
    }
    assertThat(extraction.isDone()).isFalse();
    writer.finish(archive.length);

    assertThat(extraction.get()).isEqualTo(new Extracted.Whole(3, 250_004));
    assertThat(tree.content("b")).isEqualTo(noise(150_000));
    assertThat(written).hasValue(250_004);
  }

  @Test
  void arrivesBackwardsToo() throws Exception {
    start();
    writer.announce(archive.length);
    for (int end = archive.length; end > 0; end -= 777) {
      write(Math.max(0, end - 777), end);
    }
    writer.finish(archive.length);

    assertThat(extraction.get()).isEqualTo(new Extracted.Whole(3, 250_004));
  }

  @Test
  void beginsAgainWithTheNextGeneration() throws Exception {
    start();
    writer.announce(archive.length);
    write(archive.length - 80_000, archive.length);
    write(0, 100_000);

    file.writer(2).announce(10);

    assertThat(extraction.get()).isEqualTo(new Extracted.Restarted(2));
  }

  private void start() {
    Thread.ofPlatform().daemon().start(extraction);
  }

  /** From another thread. */
  private void write(int from, int to) {
    CompletableFuture.runAsync(() -> writer.write(from, ByteBuffer.wrap(archive, from, to - from)))
        .join();
  }

  private Extracted extract() {
    return Unzipped.archive().extract(file, 1, tree, Unzipped.OPTIONS, this, cancellation);
  }

  @Override
  public void planned(OptionalLong totalFiles) {
    assertThat(totalFiles).hasValue(3);
    planned.countDown();
  }

  @Override
  public void wrote(long bytes) {
    if (written.addAndGet(bytes) > 100_000) {
      inTheSecond.countDown();
    }
  }

  @Override
  public void finishedFile() {
    firstFile.countDown();
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(3).nextBytes(noise);
    return noise;
  }
}
