package dev.leash.filesystem.archive;

import static dev.leash.filesystem.archive.testing.ForgedEntry.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.archive.ArchiveProblem.Corrupt;
import dev.leash.domain.archive.ArchiveProblem.UnsafeEntry;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.Archive.Listener;
import dev.leash.domain.port.Archive.Options;
import dev.leash.domain.port.ArrivingFile.Writer;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.MemoryArrivingFile;
import dev.leash.domain.port.MemoryTree;
import dev.leash.filesystem.archive.testing.ForgedEntry;
import dev.leash.filesystem.archive.testing.ForgedEntry.Descriptor;
import dev.leash.filesystem.archive.testing.ZipForge;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Zips whose directory comes last, because their server knows no ranges. */
@Timeout(120)
final class ZipAheadTest {
  private static final byte[] NOISE = noise(300_000);

  /** An NTFS field (APPNOTE.TXT 4.5.5) with a time before DOS's. */
  private static final byte[] NONSENSE_TIME =
      ByteBuffer.allocate(36)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putShort((short) 0x000a)
          .putShort((short) 32)
          .putInt(0)
          .putShort((short) 1)
          .putShort((short) 24)
          .putLong(1)
          .putLong(1)
          .putLong(1)
          .array();

  /** What arrives in turn, of a length that is told at the end. */
  @Nested
  final class WhileTheyArrive implements Listener {
    private final Cancellation cancellation = new Cancellation();
    private final MemoryArrivingFile file = new MemoryArrivingFile(cancellation);
    private final Writer writer = file.writer(1);
    private final MemoryTree tree = new MemoryTree();
    private final Semaphore files = new Semaphore(0);
    private final CountDownLatch planned = new CountDownLatch(1);
    private int written;

    @Test
    void areUnzippedBeforeTheirDirectoryIsThere() throws Exception {
      byte[] zip = Unzipped.zip(entry("a", NOISE), entry("d/b", NOISE).deflated()).bytes();
      CompletableFuture<Extracted> extraction = start();

      write(zip, zip.length - 100);
      files.acquire(2);

      assertThat(extraction).isNotDone();
      assertThat(planned.getCount()).isEqualTo(1);
      assertThat(tree.content("a")).isEqualTo(NOISE);
      assertThat(tree.content("d/b")).isEqualTo(NOISE);
      assertThat(tree.isSealed()).isFalse();
      write(zip, zip.length);
      writer.finish(zip.length);
      assertThat(extraction.get()).isEqualTo(new Extracted.Whole(2, 2L * NOISE.length));
      assertThat(tree.expected()).as("what is still to be written").hasValue(0);
      assertThat(tree.isSealed()).isTrue();
    }

    @Test
    void areUnzippedSoWhereTheirLengthIsKnownToo() throws Exception {
      byte[] zip = Unzipped.zip(entry("a", noise(2 << 20)), entry("b", NOISE)).bytes();
      CompletableFuture<Extracted> extraction = start();
      writer.announce(zip.length);

      write(zip, zip.length - 200_000);
      files.acquire();

      assertThat(tree.isWhole("a")).isTrue();
      write(zip, zip.length);
      writer.finish(zip.length);
      assertThat(extraction.get()).isInstanceOf(Extracted.Whole.class);
    }

    @Test
    void areUnzippedByTheirDirectoryFromWhereLocalHeadersTellTooLittle() throws Exception {
      byte[] zip =
          Unzipped.zip(
                  entry("a", NOISE),
                  entry("b", NOISE).deflated().descriptor(Descriptor.SIGNED),
                  entry("c", NOISE))
              .bytes();
      CompletableFuture<Extracted> extraction = start();
      write(zip, zip.length - 10);
      files.acquire();

      write(zip, zip.length);
      writer.finish(zip.length);

      assertThat(extraction.get()).isEqualTo(new Extracted.Whole(3, 3L * NOISE.length));
      assertThat(tree.expected()).hasValue(2L * NOISE.length);
      assertThat(tree.content("b")).isEqualTo(NOISE);
    }

    @Test
    void endWithTheirCancellation() throws Exception {
      byte[] zip = Unzipped.zip(entry("a", NOISE), entry("b", NOISE)).bytes();
      CompletableFuture<Extracted> extraction = start();
      write(zip, NOISE.length + 1_000);
      files.acquire();

      cancellation.cancel();

      assertThat(extraction.get()).isEqualTo(new Extracted.Cancelled());
      assertThat(tree.openSinks()).isZero();
    }

    @Test
    void endWithTheirGeneration() throws Exception {
      byte[] zip = Unzipped.zip(entry("a", NOISE), entry("b", NOISE)).bytes();
      CompletableFuture<Extracted> extraction = start();
      write(zip, NOISE.length + 1_000);
      files.acquire();

      file.writer(2).announce(10);

      assertThat(extraction.get()).isEqualTo(new Extracted.Restarted(2));
    }

    @Test
    void endWithAFullDisk() throws Exception {
      byte[] zip = Unzipped.zip(entry("a", NOISE), entry("b", NOISE)).bytes();
      Failure full = new Failure.DiskFull(OptionalLong.of(5), 3);
      tree.refuseWritesAfter(1_000, full);
      CompletableFuture<Extracted> extraction = start();

      write(zip, NOISE.length);

      assertThat(extraction.get()).isEqualTo(new Extracted.Failed(full));
    }

    private CompletableFuture<Extracted> start() {
      return CompletableFuture.supplyAsync(
          () -> Unzipped.archive().extract(file, 1, tree, Unzipped.OPTIONS, this, cancellation),
          task -> Thread.ofPlatform().daemon().start(task));
    }

    private void write(byte[] zip, int to) {
      writer.write(written, ByteBuffer.wrap(zip, written, to - written));
      written = to;
    }

    @Override
    public void planned(OptionalLong totalFiles) {
      planned.countDown();
    }

    @Override
    public void wrote(long bytes) {}

    @Override
    public void finishedFile() {
      files.release();
    }
  }

  /** Of what is there, but is not known to be: the outcome must not depend on that. */
  @Nested
  final class OnceTheyAreThere {
    @Test
    void haveTheModesAndTimesOfTheirDirectory() {
      byte[] zip =
          Unzipped.zip(
                  entry("run", "x").unix(0100755).dosTime(0x5021, 0),
                  entry("read", "x").unix(0100644),
                  entry("d/", "").unix(040755))
              .bytes();

      Ahead ahead = ahead(zip);

      assertThat(ahead.begunAgain()).isFalse();
      assertThat(ahead.unzipped().whole().isExecutable("run")).isTrue();
      assertThat(ahead.unzipped().tree().isExecutable("read")).isFalse();
      assertIsSame(zip, "modes");
    }

    @Test
    void areUnzippedAgainWhereTheDirectoryKnowsNoTime() {
      byte[] zip =
          Unzipped.zip(
                  entry("a", "x")
                      .dosTime(0x5021, 0)
                      .central(header -> header.extra = NONSENSE_TIME))
              .bytes();

      Ahead ahead = ahead(zip);

      assertThat(ahead.begunAgain()).isTrue();
      assertIsSame(zip, "a time");
    }

    @Test
    void areUnzippedAgainWhereTheDirectoryKnowsALink() {
      byte[] zip = Unzipped.zip(entry("a", "x"), entry("l", "a").unix(0120777)).bytes();

      Ahead ahead = ahead(zip);

      assertThat(ahead.begunAgain()).isTrue();
      assertThat(ahead.unzipped().whole().links()).containsEntry("l", "a");
    }

    @Test
    void areUnzippedAgainWhereTheDirectoryLacksAnEntry() {
      ZipForge whole = Unzipped.zip(entry("a", "x"), entry("b", "y"));
      byte[] zip = Unzipped.zip(entry("a", "x"), entry("c", "z").gap(hidden(whole))).bytes();

      Ahead ahead = ahead(zip);

      assertThat(ahead.begunAgain()).isTrue();
      assertThat(ahead.unzipped().tree().files()).containsExactly("a", "c");
      assertIsSame(zip, "an entry that the directory lacks");
    }

    /** The local header of "b" with its data. */
    private byte[] hidden(ZipForge zip) {
      byte[] bytes = zip.bytes();
      int first = 30 + 1 + 1;
      return Arrays.copyOfRange(bytes, first, 2 * first);
    }

    @Test
    void areRefusedAsTheyWouldBeByTheirDirectory() {
      byte[] zip =
          Unzipped.zip(entry("a", "x"), entry("b", "y").both(header -> header.crc = 5)).bytes();

      Ahead ahead = ahead(zip);

      assertThat(ahead.unzipped().refused())
          .isEqualTo(new Corrupt("b: its CRC-32 is not what the directory says"));
    }

    @Test
    void areRefusedForAnUnsafeName() {
      byte[] zip = Unzipped.zip(entry("a", "x"), entry("../b", "y"), entry("c", "z")).bytes();

      Ahead ahead = ahead(zip);

      assertThat(ahead.unzipped().refused()).isInstanceOf(UnsafeEntry.class);
      assertIsSame(zip, "an unsafe name");
    }

    @ParameterizedTest
    @MethodSource("dev.leash.filesystem.archive.ZipAheadTest#zips")
    void haveTheSameOutcomeWhenAnyBitIsFlipped(byte[] zip) {
      for (int bit = 0; bit < 8 * zip.length; bit++) {
        byte[] damaged = zip.clone();
        damaged[bit / 8] ^= (byte) (1 << bit % 8);

        assertIsSame(damaged, "bit " + bit);
      }
    }

    @ParameterizedTest
    @MethodSource("dev.leash.filesystem.archive.ZipAheadTest#zips")
    void haveTheSameOutcomeWhenCutAnywhere(byte[] zip) {
      for (int length = 4; length < zip.length; length++) {
        assertIsSame(Arrays.copyOf(zip, length), "cut to " + length);
      }
    }
  }

  static Stream<byte[]> zips() {
    return Stream.of(
        zip(entry("d/", "")).bytes(),
        zip(entry("x", "x").descriptor(Descriptor.SIGNED)).bytes(),
        zip(entry("l", "b").unix(0120777)).bytes(),
        zip(entry("e", "e").unix(0100755)).zip64().bytes());
  }

  private static ZipForge zip(ForgedEntry last) {
    return Unzipped.zip(
        entry("d/a", "some text, some text, some text").deflated(),
        entry("b", "stored").dosTime(0x5021, 0),
        last);
  }

  private static void assertIsSame(byte[] zip, String what) {
    Unzipped ahead = ahead(zip).unzipped();
    Unzipped planned = Unzipped.of(zip, Unzipped.OPTIONS);
    assertThat(ahead.extracted()).as(what).isEqualTo(planned.extracted());
    if (planned.extracted() instanceof Extracted.Whole) {
      assertThat(ahead.tree().files()).as(what).isEqualTo(planned.tree().files());
      assertThat(ahead.tree().folders()).as(what).isEqualTo(planned.tree().folders());
      assertThat(ahead.tree().links()).as(what).isEqualTo(planned.tree().links());
      for (String file : planned.tree().files()) {
        assertThat(ahead.tree().content(file)).as(what).isEqualTo(planned.tree().content(file));
        assertThat(ahead.tree().isExecutable(file))
            .as(what)
            .isEqualTo(planned.tree().isExecutable(file));
        assertThat(ahead.tree().modified(file)).as(what).isEqualTo(planned.tree().modified(file));
      }
    }
  }

  /**
   * @param begunAgain whether what was unzipped ahead was worth nothing
   */
  private record Ahead(Unzipped unzipped, boolean begunAgain) {}

  private static Ahead ahead(byte[] zip) {
    return ahead(zip, Unzipped.OPTIONS);
  }

  private static Ahead ahead(byte[] zip, Options options) {
    Unzipped first = Unzipped.of(new WithoutLength(new WholeFile(zip)), options);
    return first.extracted() instanceof Extracted.Restarted
        ? new Ahead(Unzipped.of(zip, options), true)
        : new Ahead(first, false);
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(3).nextBytes(noise);
    return noise;
  }
}
