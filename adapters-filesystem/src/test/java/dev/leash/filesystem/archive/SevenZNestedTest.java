package dev.leash.filesystem.archive;

import static dev.leash.filesystem.archive.testing.ForgedEntry.deflate;
import static dev.leash.filesystem.archive.testing.SevenZForge.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.ArchiveProblem.Bomb;
import dev.leash.domain.archive.ArchiveProblem.Corrupt;
import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import dev.leash.domain.port.Archive;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.Archive.Options;
import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.MemoryTree;
import dev.leash.filesystem.archive.testing.SevenZForge;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A 7z of which one coder feeds another. */
@Timeout(60)
final class SevenZNestedTest {
  /** What the first inflates is inflated again. */
  private static final byte[] TWICE = bytes(2, 3, 4, 1, 8, 3, 4, 1, 8, 1, 0);

  /** Blocks of no bytes, each of which says that it is not the last one. */
  private static final byte[] NOTHING_AND_MORE = bytes(0, 0, 0, 0xff, 0xff);

  private static final int MUCH = 20 << 20;

  private final Cancellation cancellation = new Cancellation();
  private final Archive archive = Unzipped.archive();

  @Test
  void isUnpacked() {
    assertThat(of(twice().giving(1_000), 1_000).whole().content("a")).containsExactly('a', 'a');
    assertThat(of(header().giving(1_000), 1_000).whole().content("a")).containsExactly('a', 'a');
  }

  @Test
  void givesNoMoreInBetweenThanMayBeWritten() {
    assertThat(of(twice().giving(1_001), 1_000).refusedBeforehand())
        .isEqualTo(new LimitExceeded("expandedBytes", 1_000));
    assertThat(of(twice().giving(Long.MAX_VALUE), Long.MAX_VALUE).refusedBeforehand())
        .isInstanceOf(Bomb.class);
  }

  @Test
  void givesNoMoreInBetweenThanAHeaderMayHave() {
    int most = SevenZStart.MAX_HEADER;

    of(header().giving(most), 1_000).whole();
    assertThat(of(header().giving(most + 1), 1_000).refusedBeforehand())
        .isEqualTo(new LimitExceeded("headerBytes", most));
  }

  @Test
  void isCorruptWhenItGivesMoreInBetweenThanItSays() {
    int given = deflate(bytes('a', 'a')).length;

    of(twice().giving(given), 1_000).whole();
    assertThat(of(twice().giving(given - 1), 1_000).refused())
        .isEqualTo(new Corrupt("one of its coders gives more than its end header says"));
  }

  @Test
  void isCancelledWhileNothingComesOfItsData() {
    byte[] bytes = twice().coded(TWICE, _ -> endless()).giving(MUCH).bytes();

    assertThat(extract(new Watched(bytes, 32, cancellation::cancel)))
        .isEqualTo(new Extracted.Cancelled());
  }

  @Test
  void isCancelledWhileNothingComesOfItsHeader() {
    byte[] bytes = header().encodedHeader(TWICE, _ -> endless()).giving(MUCH).bytes();

    assertThat(extract(new Watched(bytes, 34, cancellation::cancel)))
        .isEqualTo(new Extracted.Cancelled());
  }

  @Test
  void waitsForNoneThatIsStuckInItsHeader() throws Exception {
    CountDownLatch inTheHeader = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Watched slow =
        new Watched(
            header().bytes(),
            34,
            () -> {
              inTheHeader.countDown();
              await(goOn);
            });
    FutureTask<Extracted> stuck = new FutureTask<>(() -> extract(slow));
    Thread.ofPlatform().daemon().start(stuck);
    inTheHeader.await();

    Extracted other = extract(new WholeFile(header().bytes()));

    assertThat(other).isEqualTo(new Extracted.Whole(1, 2));
    assertThat(stuck.isDone()).isFalse();
    goOn.countDown();
    assertThat(stuck.get()).isEqualTo(new Extracted.Whole(1, 2));
  }

  private Extracted extract(ArrivingFile file) {
    return archive.extract(
        file, 1, new MemoryTree(), Unzipped.OPTIONS, new Unzipped.Deaf(), cancellation);
  }

  private static Unzipped of(SevenZForge forge, long expanded) {
    Options options =
        SevenZStructureTest.limits(expanded, ArchiveLimits.DEFAULT.decoderMemoryBytes());
    return Unzipped.of(forge.bytes(), options);
  }

  private static SevenZForge twice() {
    UnaryOperator<byte[]> packing = content -> deflate(deflate(content));
    return new SevenZForge().file("a", "aa").coded(TWICE, packing);
  }

  /** Two bytes of data, and a header that is coded like {@link #twice}. */
  private static SevenZForge header() {
    return new SevenZForge()
        .file("a", "aa")
        .encodedHeader(TWICE, content -> deflate(deflate(content)));
  }

  private static byte[] endless() {
    ByteArrayOutputStream blocks = new ByteArrayOutputStream();
    while (blocks.size() + NOTHING_AND_MORE.length <= MUCH) {
      blocks.writeBytes(NOTHING_AND_MORE);
    }
    byte[] deflated = deflate(blocks.toByteArray());
    // One read of the file, at which it is cancelled, gives all of it.
    assertThat(deflated).hasSizeLessThan(PackedStream.BUFFER);
    return deflated;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file that is there, and tells when it is read from one position on. */
  private record Watched(WholeFile file, long at, Runnable task) implements ArrivingFile {
    Watched(byte[] content, long at, Runnable task) {
      this(new WholeFile(content), at, task);
    }

    @Override
    public Read read(int generation, long position, ByteBuffer target, Cancellation reader) {
      if (position == at) {
        task.run();
      }
      return file.read(generation, position, target, reader);
    }

    @Override
    public Read awaitWhole(int generation, Cancellation reader) {
      return file.awaitWhole(generation, reader);
    }

    @Override
    public boolean hasArrived(int generation, long position, long length) {
      return file.hasArrived(generation, position, length);
    }

    @Override
    public boolean awaitWanted(int generation, long position, long length, Cancellation reader) {
      return file.awaitWanted(generation, position, length, reader);
    }

    @Override
    public Writer writer(int generation) {
      return file.writer(generation);
    }

    @Override
    public void want(int generation, long position, long length) {}
  }
}
