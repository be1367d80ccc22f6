package dev.leash.filesystem.archive;

import static dev.leash.filesystem.archive.testing.ForgedEntry.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.archive.ArchiveProblem.Corrupt;
import dev.leash.domain.archive.ArchiveProblem.Unsupported;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.Archive.Listener;
import dev.leash.domain.port.ArrivingFile.Needs;
import dev.leash.domain.port.ArrivingFile.Writer;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.MemoryArrivingFile;
import dev.leash.domain.port.MemoryTree;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A zip that is unzipped while it arrives. */
@Timeout(60)
final class ZipArrivingTest implements Listener {

  private final byte[] zip =
      Unzipped.zip(
              entry("a", noise(100_000)), entry("b", noise(150_000)).deflated(), entry("c", "last"))
          .bytes();
  private final Cancellation cancellation = new Cancellation();
  private final MemoryArrivingFile file = new MemoryArrivingFile(cancellation);
  private final Writer writer = file.writer(1);
  private final MemoryTree tree = new MemoryTree();
  private final CountDownLatch planned = new CountDownLatch(1);
  private final CountDownLatch firstFile = new CountDownLatch(1);
  private final FutureTask<Extracted> extraction = new FutureTask<>(this::extract);

  @Test
  void isPlannedFromItsEndBeforeItsBodyIsThere() throws Exception {
    start();
    writer.announce(zip.length);
    write(0, 4);
    write(zip.length - 80_000, zip.length);

    planned.await();

    assertThat(tree.files()).isEmpty();
    assertThat(tree.expected()).hasValue(250_004);
    write(4, zip.length - 80_000);
    writer.finish(zip.length);
    assertThat(extraction.get()).isEqualTo(new Extracted.Whole(3, 250_004));
    assertThat(tree.content("b")).isEqualTo(noise(150_000));
  }

  @Test
  void asksForItsEnd() throws Exception {
    start();
    writer.announce(zip.length);
    write(0, zip.length);
    writer.finish(zip.length);

    extraction.get();

    assertThat(file.wanted())
        .anySatisfy(wanted -> {
          assertThat(wanted.length()).isGreaterThanOrEqualTo(65_536);
          assertThat(wanted.position() + wanted.length()).isEqualTo(zip.length);
        });
  }

  @Test
  void hasItsFirstFileBeforeItsSecondArrives() throws Exception {
    start();
    writer.announce(zip.length);
    write(zip.length - 80_000, zip.length);
    write(0, 100_100);

    firstFile.await();

    assertThat(tree.isWhole("a")).isTrue();
    assertThat(extraction.isDone()).isFalse();
    cancellation.cancel();
    assertThat(extraction.get()).isEqualTo(new Extracted.Cancelled());
  }

  @Test
  void arrivesBackwardsToo() throws Exception {
    start();
    writer.announce(zip.length);
    for (int end = zip.length; end > 0; end -= 777) {
      write(Math.max(0, end - 777), end);
    }
    writer.finish(zip.length);

    assertThat(extraction.get()).isEqualTo(new Extracted.Whole(3, 250_004));
  }

  /** From a server that answers every range with the same bytes. */
  @Test
  void isJudgedByItsBodyWhereWhatCameAheadMakesNoSense() throws Exception {
    writer.announce(zip.length);
    write(0, 4);
    writer.write(zip.length - 80_000, ByteBuffer.wrap(zip, 0, 80_000));
    CountDownLatch doubted = new CountDownLatch(1);
    writer.listen(
        new Needs() {
          @Override
          public void wants(long position, long length) {}

          @Override
          public void waits(long position) {
            if (position == Long.MAX_VALUE) {
              doubted.countDown();
            }
          }
        });
    start();
    doubted.await();

    write(0, zip.length);
    writer.finish(zip.length);

    assertThat(extraction.get()).isEqualTo(new Extracted.Whole(3, 250_004));
    assertThat(tree.isSealed()).isTrue();
  }

  @Test
  void isDamagedWhenItsBodyIsToo() throws Exception {
    writer.announce(zip.length);
    write(0, 4);
    writer.write(zip.length - 80_000, ByteBuffer.wrap(zip, 0, 80_000));
    start();

    writer.write(0, ByteBuffer.wrap(zip, 0, zip.length - 80_000));
    writer.finish(zip.length);

    assertThat(extraction.get())
        .isEqualTo(
            new Extracted.Failed(
                new Failure.OfArchive(new Corrupt("it is a zip without its end"))));
  }

  @Test
  void beginsAgainWithTheNextGeneration() throws Exception {
    start();
    writer.announce(zip.length);
    write(0, 100_000);

    file.writer(2).announce(10);

    assertThat(extraction.get()).isEqualTo(new Extracted.Restarted(2));
  }

  @Test
  void isAnHtmlPageByItsFirstBytes() throws Exception {
    start();

    writer.write(0, ByteBuffer.wrap("\n<!DOCTYPE html>".getBytes(StandardCharsets.UTF_8)));

    assertThat(extraction.get())
        .isEqualTo(new Extracted.Failed(new Failure.OfArchive(new Unsupported("an HTML page"))));
  }

  private void start() {
    Thread.ofPlatform().daemon().start(extraction);
  }

  /** From another thread. */
  private void write(int from, int to) {
    CompletableFuture.runAsync(() -> writer.write(from, ByteBuffer.wrap(zip, from, to - from)))
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
  public void wrote(long bytes) {}

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
