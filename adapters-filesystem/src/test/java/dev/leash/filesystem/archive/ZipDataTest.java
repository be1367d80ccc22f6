package dev.leash.filesystem.archive;

import static dev.leash.filesystem.archive.testing.ForgedEntry.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.archive.ArchiveProblem.Bomb;
import dev.leash.domain.archive.ArchiveProblem.Encrypted;
import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import dev.leash.domain.archive.ArchiveProblem.Unsupported;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.MemoryArrivingFile;
import dev.leash.domain.port.MemoryTree;
import dev.leash.filesystem.archive.testing.ForgedEntry;
import dev.leash.filesystem.archive.testing.ZipForge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The data of a zip's entries, and how much of them. */
final class ZipDataTest {
  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(7).nextBytes(noise);
    return noise;
  }

  @Nested
  class AreUnzipped {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 300_000})
    void whateverTheirSize(int size) {
      MemoryTree tree =
          Unzipped.of(entry("stored", noise(size)), entry("deflated", noise(size)).deflated())
              .whole();

      assertThat(tree.content("stored")).isEqualTo(noise(size));
      assertThat(tree.content("deflated")).isEqualTo(noise(size));
    }

    @Test
    void whenBzip2CompressedThem() throws IOException {
      ForgedEntry entry = entry("a", noise(100_000)).compressed(12, bzip2(noise(100_000)));

      assertThat(Unzipped.of(entry, entry("b", "x")).whole().content("a"))
          .isEqualTo(noise(100_000));
    }

    @Test
    void afterTheirSizeIsExpected() {
      assertThat(Unzipped.of(entry("a", "abc"), entry("b", "de")).whole().expected()).hasValue(5);
    }
  }

  @Nested
  class AreRefused {
    @ParameterizedTest
    @CsvSource({"1", "64", "8192"})
    void whenTheyAreEncrypted(int flag) {
      assertThat(
              Unzipped.of(entry("before", "x"), entry("a", "x").both(h -> h.flags |= flag))
                  .refusedBeforehand())
          .isEqualTo(new Encrypted("a"));
    }

    @ParameterizedTest
    @CsvSource({
      "14, ' (LZMA)'",
      "95, ' (XZ)'",
      "93, ' (ZSTD)'",
      "99, ' (AES_ENCRYPTED)'",
      "77, ''"
    })
    void whenNobodyReadsTheirMethod(int method, String name) {
      assertThat(
              Unzipped.of(entry("before", "x"), entry("a", "x").both(h -> h.method = method))
                  .refusedBeforehand())
          .isEqualTo(new Unsupported("a zip with compression method " + method + name));
    }

    @Test
    void whenTheirCrcIsAnother() {
      Unzipped.of(entry("a", "x").both(h -> h.crc ^= 1))
          .isCorrupt("a: its CRC-32 is not what the directory says");
    }

    @Test
    void whenThereAreMoreThanTold() {
      Unzipped.of(entry("a", noise(100)).deflated().both(h -> h.size = 99))
          .isCorrupt("a: it is larger than the directory says");
    }

    @Test
    void whenThereAreFewerThanTold() {
      Unzipped.of(entry("a", noise(100)).deflated().both(h -> h.size = 101))
          .isCorrupt("a: it is smaller than the directory says");
    }

    @Test
    void whenTheyAreStoredWithTwoSizes() {
      Unzipped.of(entry("a", "xyz").both(h -> h.size = 2))
          .isCorrupt("a: its two sizes differ, though it is not compressed");
    }

    @Test
    void whenTheirStreamEndsTooEarly() {
      byte[] stream = ForgedEntry.deflate(noise(1_000));

      Unzipped.of(entry("a", noise(1_000)).compressed(8, Arrays.copyOf(stream, stream.length - 1)))
          .isCorrupt("a: its data end too early");
    }

    @Test
    void whenSomethingFollowsTheirStream() {
      byte[] stream = ForgedEntry.deflate(noise(100));

      Unzipped.of(entry("a", noise(100)).compressed(8, Arrays.copyOf(stream, stream.length + 1)))
          .isCorrupt("a: something follows its data");
    }

    @Test
    void whenSomethingFollowsTheStreamOfALibraryMethod() throws IOException {
      byte[] bzip2 = bzip2(noise(100));
      byte[] deflate64OfNothing = {3, 0};

      Unzipped.of(entry("a", noise(100)).compressed(12, Arrays.copyOf(bzip2, bzip2.length + 1)))
          .isCorrupt("a: something follows its data");
      Unzipped.of(entry("a", "").compressed(9, Arrays.copyOf(deflate64OfNothing, 3)))
          .isCorrupt("a: something follows its data");
    }

    @Test
    void whenTheirStreamIsNone() {
      Unzipped.of(entry("a", "x").compressed(8, new byte[] {7, 7, 7}))
          .isCorrupt("a: its data are damaged");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 9, 12})
    void whenTheLibraryCannotReadThem(int method) {
      for (int seed = 0; seed < 50; seed++) {
        byte[] garbage = new byte[200];
        new Random(seed).nextBytes(garbage);
        ForgedEntry entry = entry("a", noise(500)).compressed(method, garbage);

        assertThat(Unzipped.of(entry).refused()).isInstanceOf(ArchiveProblem.Corrupt.class);
      }
    }
  }

  @Nested
  class AreLimited {
    private static final int FLOOR = 10_000;

    private static Unzipped unzip(ArchiveLimits limits, ForgedEntry... entries) {
      return Unzipped.of(Unzipped.zip(entries).bytes(), Unzipped.options(limits));
    }

    private static ArchiveLimits limits(int entries, long expanded) {
      return new ArchiveLimits(entries, expanded, 10, FLOOR, 20, 8, 3, 1, 1, 1, 1);
    }

    @Test
    void toSoManyEntries() {
      ForgedEntry[] three =
          IntStream.range(0, 3).mapToObj(i -> entry("e" + i, "")).toArray(ForgedEntry[]::new);

      unzip(limits(3, 100), three).whole();
      assertThat(unzip(limits(2, 100), three).refusedBeforehand())
          .isEqualTo(new LimitExceeded("entries", 2));
    }

    @Test
    void toSoManyBytes() {
      ForgedEntry[] entries = {entry("a", noise(60)), entry("b", noise(40)).deflated()};

      unzip(limits(2, 100), entries).whole();
      assertThat(unzip(limits(2, 99), entries).refusedBeforehand())
          .isEqualTo(new LimitExceeded("expandedBytes", 99));
    }

    @Test
    void toSoMuchForEachByteOfTheArchiveOverTheFloor() {
      unzip(limits(1, 1 << 20), entry("a", new byte[FLOOR]).deflated()).whole();

      assertThat(
              unzip(limits(1, 1 << 20), entry("a", new byte[FLOOR + 1]).deflated())
                  .refusedBeforehand())
          .isInstanceOf(Bomb.class);
    }

    @Test
    void evenWhenTheSizesLie() {
      ForgedEntry bomb = entry("a", new byte[1 << 20]).deflated().both(h -> h.size = 5);

      Unzipped unzipped = unzip(limits(1, 1 << 10), bomb);

      unzipped.isCorrupt("a: it is larger than the directory says");
      assertThat(unzipped.tree().content("a")).isEmpty();
    }

    @Test
    void toPathsOfSomeLength() {
      unzip(limits(1, 100), entry("12345678/12345678/12", "")).whole();
      assertThat(unzip(limits(1, 100), entry("12345678/12345678/123", "")).refusedBeforehand())
          .isEqualTo(new LimitExceeded("pathBytes", 20));
    }

    @Test
    void toComponentsOfSomeLength() {
      assertThat(unzip(limits(1, 100), entry("123456789", "")).refusedBeforehand())
          .isEqualTo(new LimitExceeded("componentBytes", 8));
    }

    @Test
    void toSomeDepth() {
      unzip(limits(1, 100), entry("a/b/c", "")).whole();
      assertThat(unzip(limits(1, 100), entry("a/b/c/d", "")).refusedBeforehand())
          .isEqualTo(new LimitExceeded("depth", 3));
    }

    @Test
    void toADirectoryThatMemoryHolds() {
      ForgedEntry[] entries =
          IntStream.range(0, 520)
              .mapToObj(i -> entry("e" + i, "").comment(new byte[0xffff]))
              .toArray(ForgedEntry[]::new);

      byte[] zip = Unzipped.zip(entries).bytes();

      assertThat(Unzipped.of(new WholeFile(zip), Unzipped.OPTIONS).refusedBeforehand())
          .isEqualTo(new LimitExceeded("directoryBytes", 32 << 20));
    }

    @Test
    void toTheRoomThatThereIs() {
      MemoryTree tree = new MemoryTree();
      Failure full = new Failure.DiskFull(OptionalLong.of(1), 0);
      tree.refuseExpectation(full);

      Extracted extracted =
          Unzipped.archive()
              .extract(
                  MemoryArrivingFile.of(Unzipped.zip(entry("a", "x")).bytes()),
                  1,
                  tree,
                  Unzipped.OPTIONS,
                  new Unzipped.Deaf(),
                  new Cancellation());

      assertThat(extracted).isEqualTo(new Extracted.Failed(full));
      assertThat(tree.files()).isEmpty();
    }

    @Test
    void toNoFewerEntriesThanTheDefault() {
      ZipForge zip = new ZipForge();
      IntStream.range(0, 100_000).forEach(i -> zip.add(entry("folder/file" + i, "")));
      byte[] bytes = zip.zip64().bytes();

      Extracted extracted = Unzipped.of(new WholeFile(bytes), Unzipped.OPTIONS).extracted();

      assertThat(extracted).isEqualTo(new Extracted.Whole(100_000, 0));
    }
  }

  private static byte[] bzip2(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (BZip2CompressorOutputStream out = new BZip2CompressorOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
