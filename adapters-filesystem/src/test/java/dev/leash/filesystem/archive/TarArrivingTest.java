package dev.leash.filesystem.archive;

import static dev.leash.filesystem.archive.testing.ForgedMember.file;
import static dev.leash.filesystem.archive.testing.TarForge.tar;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.archive.ArchiveProblem.Corrupt;
import dev.leash.domain.archive.ArchiveProblem.Unsupported;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.Archive.Listener;
import dev.leash.domain.port.ArrivingFile.Writer;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.MemoryArrivingFile;
import dev.leash.domain.port.MemoryTree;
import dev.leash.filesystem.archive.testing.Squeezed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A tar that is unzipped while it arrives. */
@Timeout(60)
final class TarArrivingTest implements Listener {
  private static final byte[] TAR =
      tar(file("a", noise(100_000)), file("b", noise(150_000)), file("c", "last"));

  private final Cancellation cancellation = new Cancellation();
  private final MemoryArrivingFile file = new MemoryArrivingFile(cancellation);
  private final Writer writer = file.writer(1);
  private final MemoryTree tree = new MemoryTree();
  private final CountDownLatch firstFile = new CountDownLatch(1);
  private final CountDownLatch firstBytes = new CountDownLatch(1);
  private final FutureTask<Extracted> extraction = new FutureTask<>(this::extract);

  @Test
  void hasItsFirstFileBeforeItsSecondArrives() throws Exception {
    start();
    write(TAR, 0, 101_000);

    firstFile.await();

    assertThat(tree.isWhole("a")).isTrue();
    assertThat(extraction.isDone()).isFalse();
    write(TAR, 101_000, TAR.length);
    writer.finish(TAR.length);
    assertThat(extraction.get()).isEqualTo(new Extracted.Whole(3, 250_004));
    assertThat(tree.content("b")).isEqualTo(noise(150_000));
  }

  @ParameterizedTest
  @EnumSource
  void hasItsFirstFileBeforeTheRestOfItArrives(Squeezed squeezed) throws Exception {
    byte[] squeezedTar = squeezed.squeeze(TAR);
    int most = squeezedTar.length - 1;
    start();
    write(squeezedTar, 0, most);
    firstBytes.await();

    assertThat(extraction.isDone()).isFalse();
    write(squeezedTar, most, squeezedTar.length);
    writer.finish(squeezedTar.length);
    assertThat(extraction.get()).isEqualTo(new Extracted.Whole(3, 250_004));
  }

  @ParameterizedTest
  @EnumSource
  void arrivesInSmallPieces(Squeezed squeezed) throws Exception {
    byte[] squeezedTar = squeezed.squeeze(TAR);
    start();
    for (int at = 0; at < squeezedTar.length; at += 777) {
      write(squeezedTar, at, Math.min(squeezedTar.length, at + 777));
    }
    writer.finish(squeezedTar.length);

    assertThat(extraction.get()).isEqualTo(new Extracted.Whole(3, 250_004));
    assertThat(tree.content("b")).isEqualTo(noise(150_000));
  }

  @ParameterizedTest
  @EnumSource
  void waitsForItsEnd(Squeezed squeezed) throws Exception {
    byte[] squeezedTar = squeezed.squeeze(TAR);
    start();
    write(squeezedTar, 0, squeezedTar.length);
    firstBytes.await();

    assertThat(extraction.isDone()).isFalse();
    write(squeezedTar, 0, 1);
    writer.write(squeezedTar.length, ByteBuffer.wrap(new byte[] {'x'}));
    writer.finish(squeezedTar.length + 1);
    assertThat(extraction.get()).isInstanceOf(Extracted.Failed.class);
    assertThat(tree.isSealed()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void beginsAgainWithTheNextGeneration(Squeezed squeezed) throws Exception {
    start();
    write(squeezed.squeeze(TAR), 0, 50_000);

    file.writer(2).announce(10);

    assertThat(extraction.get()).isEqualTo(new Extracted.Restarted(2));
  }

  @ParameterizedTest
  @EnumSource
  void endsWhenItIsCancelled(Squeezed squeezed) throws Exception {
    start();
    write(squeezed.squeeze(TAR), 0, 50_000);

    cancellation.cancel();

    assertThat(extraction.get()).isEqualTo(new Extracted.Cancelled());
    assertThat(tree.openSinks()).isZero();
  }

  @Test
  void isCorruptWhenItIsShorter() throws Exception {
    start();
    write(TAR, 0, 100_000);
    writer.finish(100_000);

    assertThat(extraction.get())
        .isEqualTo(new Extracted.Failed(new Failure.OfArchive(new Corrupt("it ends too early"))));
  }

  @Test
  void isNoTarByItsFirstBytes() throws Exception {
    byte[] gzip = Squeezed.GZIP.squeeze("<!DOCTYPE html>".getBytes(StandardCharsets.UTF_8));
    start();

    write(gzip, 0, gzip.length);
    writer.finish(gzip.length);

    assertThat(extraction.get())
        .isEqualTo(
            new Extracted.Failed(
                new Failure.OfArchive(
                    new Unsupported(
                        "a gzip file that has no tar archive in it, but an HTML page"))));
  }

  private void start() {
    Thread.ofPlatform().daemon().start(extraction);
  }

  /** From another thread. */
  private void write(byte[] content, int from, int to) {
    CompletableFuture.runAsync(() -> writer.write(from, ByteBuffer.wrap(content, from, to - from)))
        .join();
  }

  private Extracted extract() {
    return Unzipped.archive().extract(file, 1, tree, Unzipped.OPTIONS, this, cancellation);
  }

  @Override
  public void planned(OptionalLong totalFiles) {
    assertThat(totalFiles).hasValue(3);
  }

  @Override
  public void wrote(long bytes) {
    firstBytes.countDown();
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
