package dev.leash.filesystem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.ArrivingFile.Read;
import dev.leash.domain.port.ArrivingFile.Writer;
import dev.leash.domain.port.ArrivingFile.Written;
import dev.leash.domain.port.ArrivingFileContract;
import dev.leash.domain.port.Cancellation;
import dev.leash.filesystem.FilesystemSettings.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SparseArrivingFileTest extends ArrivingFileContract {
  @TempDir Path folder;

  @Override
  protected ArrivingFile create(Cancellation cancel) throws IOException {
    return file(false, cancel);
  }

  private SparseArrivingFile file(boolean published, Cancellation cancel) throws IOException {
    FilesystemSettings settings = FilesystemSettings.of(folder, List.of(folder));
    return new SparseArrivingFile(
        new SparseArrivingFile.Opening(folder, published, CrashPoints.NONE),
        new Space(folder, settings, new NioDisk(Durability.PROCESS)),
        cancel);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  @Test
  void isItsOwnersAloneUnlessItWillBePublished() throws Exception {
    SparseArrivingFile file = file(false, cancellation);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    Files.delete(file.path());
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(file(true, cancellation).path())))
        .startsWith("rw-r");
  }

  @Test
  void refusesAnAnnouncementThatDoesNotFitOnTheDisk() throws Exception {
    Written written = file(false, cancellation).writer(1).announce(1L << 60);

    assertThat(written)
        .isInstanceOfSatisfying(
            Written.Refused.class,
            refused -> assertThat(refused.failure()).isInstanceOf(Failure.DiskFull.class));
  }

  @Test
  void freesTheDiskOfAnOlderGeneration() throws Exception {
    SparseArrivingFile file = file(false, cancellation);
    Path old = file.path();

    file.writer(2);

    assertThat(old).doesNotExist();
    assertThat(file.path()).exists();
  }

  @Test
  void endsReadersAndWritersWhenItIsClosed() throws Exception {
    SparseArrivingFile file = file(false, cancellation);
    Writer writer = file.writer(1);
    writer.write(0, bytes("abc"));

    file.close();

    assertThat(file.read(1, 0, ByteBuffer.allocate(1), new Cancellation()))
        .isEqualTo(new Read.Cancelled());
    assertThat(writer.write(3, bytes("d"))).isEqualTo(new Written.Revoked());
    assertThat(file.writer(2).write(0, bytes("e"))).isEqualTo(new Written.Revoked());
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void remembersABoundedNumberOfTheLatestWishes() throws Exception {
    SparseArrivingFile file = file(false, cancellation);

    for (int i = 0; i < 1_000; i++) {
      file.want(1, i, 1);
    }

    List<Long> told = new ArrayList<>();
    var _ =
        file.writer(1)
            .listen(
                new ArrivingFile.Needs() {
                  @Override
                  public void wants(long position, long length) {
                    told.add(position);
                  }

                  @Override
                  public void waits(long position) {}
                });
    assertThat(told).hasSize(64).last().isEqualTo(999L);
  }

  @Test
  void servesAReaderWhileSeveralWritersFillItInAnyOrder() throws Exception {
    int pieces = 400;
    int size = 1_000;
    byte[] content = new byte[pieces * size];
    new Random(7).nextBytes(content);
    SparseArrivingFile file = file(false, cancellation);
    Writer writer = file.writer(1);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(8));

    List<Thread> writers = new ArrayList<>();
    for (int part = 0; part < 4; part++) {
      List<Integer> own = order.subList(part * pieces / 4, (part + 1) * pieces / 4);
      writers.add(
          Thread.ofPlatform()
              .daemon()
              .start(() ->
                  own.forEach(i ->
                      writer.write((long) i * size, ByteBuffer.wrap(content, i * size, size)))));
    }
    byte[] read = new byte[content.length];
    int position = 0;
    while (position < read.length) {
      ByteBuffer target = ByteBuffer.wrap(read, position, Math.min(777, read.length - position));
      if (file.read(1, position, target, new Cancellation()) instanceof Read.Bytes(int count)) {
        position += count;
      }
    }

    for (Thread thread : writers) {
      thread.join();
    }
    assertThat(Arrays.equals(read, content)).isTrue();
  }
}
