package dev.leash.filesystem.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.Archive.Options;
import dev.leash.domain.port.MemoryTree;
import dev.leash.filesystem.archive.testing.SevenZForge;
import dev.leash.filesystem.archive.testing.ZipForge;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small 7zs, damaged everywhere: what comes out is the right tree, or a refusal. */
@Timeout(120)
final class SevenZDamageTest {
  private static final Options OPTIONS =
      SevenZStructureTest.limits(ArchiveLimits.DEFAULT.expandedBytes(), 16 << 20);

  static Stream<byte[]> archives() {
    return Stream.of(
        forge().bytes(),
        forge().separate().bytes(),
        forge().encodedHeader().bytes(),
        forge()
            .coded(
                SevenZForge.bytes(1, 0x21, 0x21, 1, 0),
                block ->
                    SevenZForge.join(
                        SevenZForge.bytes(1, 0, block.length - 1), block, SevenZForge.bytes(0)))
            .bytes());
  }

  private static SevenZForge forge() {
    return new SevenZForge().folder("d").file("d/a", "some text").file("e", "").file("b", "more");
  }

  @ParameterizedTest
  @MethodSource("archives")
  void areRefusedWhenCutAnywhere(byte[] archive) {
    for (int length = 0; length < archive.length; length++) {
      Extracted extracted =
          Unzipped.of(Arrays.copyOf(archive, length), Unzipped.OPTIONS).extracted();

      assertThat(extracted).as("cut to %s", length).isInstanceOf(Extracted.Failed.class);
    }
  }

  @ParameterizedTest
  @MethodSource("archives")
  void areUnpackedRightOrRefusedWhenAnyBitIsFlipped(byte[] archive) {
    for (int bit = 0; bit < 8 * archive.length; bit++) {
      byte[] damaged = archive.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);

      isRightOrRefused(damaged, SevenZDamageTest::isRight);
    }
  }

  /** Somebody who wants to do harm makes the CRCs fit. */
  @ParameterizedTest
  @MethodSource("archives")
  void areUnpackedOrRefusedWhenAnyByteOfAHeaderLies(byte[] archive) {
    int header = header(archive);
    for (int at = 12; at < archive.length; at++) {
      for (int value : new int[] {0, 1, 0x7f, 0x80, 0xc0, 0xff, ~archive[at], archive[at] + 1}) {
        if (at < SevenZStart.SIZE || at >= header) {
          byte[] damaged = archive.clone();
          damaged[at] = (byte) value;
          endsCleanly(repaired(damaged));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("archives")
  void areUnpackedOrRefusedWhenSeveralBytesOfTheHeaderLie(byte[] archive) {
    Random random = new Random(7);
    int header = header(archive);
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = archive.clone();
      for (int k = 0; k <= random.nextInt(4); k++) {
        damaged[header + random.nextInt(archive.length - header)] = (byte) random.nextInt();
      }

      endsCleanly(repaired(damaged));
    }
  }

  @Test
  void areUnpackedOrRefusedWhenALibrarysHeaderLies() throws IOException {
    byte[] archive = SevenZMethodsTest.made("DELTA_FILTER BCJ_X86_FILTER LZMA2");
    Random random = new Random(9);
    int header = header(archive);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = archive.clone();
      damaged[header + random.nextInt(archive.length - header)] = (byte) random.nextInt();

      endsCleanly(repaired(damaged));
    }
  }

  private static void isRight(MemoryTree tree) {
    assertThat(tree.files()).containsExactly("b", "d/a", "e");
    assertThat(tree.content("b")).isEqualTo("more".getBytes(StandardCharsets.UTF_8));
    assertThat(tree.content("d/a")).isEqualTo("some text".getBytes(StandardCharsets.UTF_8));
  }

  static void isRightOrRefused(byte[] archive, Consumer<MemoryTree> right) {
    Unzipped unpacked = Unzipped.of(archive, Unzipped.OPTIONS);
    if (unpacked.extracted() instanceof Extracted.Whole) {
      right.accept(unpacked.tree());
    } else {
      unpacked.refused();
    }
  }

  private static void endsCleanly(byte[] archive) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Unzipped unpacked = Unzipped.of(archive, OPTIONS);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64L << 20);
    if (!(unpacked.extracted() instanceof Extracted.Whole)) {
      unpacked.refused();
    }
  }

  private static int header(byte[] archive) {
    return SevenZStart.SIZE + (int) start(archive).getLong(12);
  }

  private static ByteBuffer start(byte[] archive) {
    return ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] repaired(byte[] archive) {
    ByteBuffer start = start(archive);
    long from = SevenZStart.SIZE + start.getLong(12);
    long to = from + start.getLong(20);
    if (from >= 0 && from <= to && to <= archive.length) {
      start.putInt(28, (int) ZipForge.crc(Arrays.copyOfRange(archive, (int) from, (int) to)));
    }
    start.putInt(8, (int) ZipForge.crc(Arrays.copyOfRange(archive, 12, SevenZStart.SIZE)));
    return archive;
  }
}
