package dev.leash.filesystem.archive;

import static dev.leash.filesystem.archive.testing.SevenZForge.COPY;
import static dev.leash.filesystem.archive.testing.SevenZForge.bytes;
import static dev.leash.filesystem.archive.testing.SevenZForge.join;
import static dev.leash.filesystem.archive.testing.SevenZForge.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.ArchiveProblem.Corrupt;
import dev.leash.domain.archive.ArchiveProblem.Encrypted;
import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import dev.leash.domain.archive.ArchiveProblem.Unsupported;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.Archive.Options;
import dev.leash.filesystem.archive.testing.SevenZForge;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a 7z's headers may say. */
final class SevenZStructureTest {
  private static final String NONSENSE = "its end header makes no sense";
  private static final String BEYOND =
      "its end header lies beyond its end: it is cut, or one part of several";

  @Nested
  final class AtTheStart {
    @Test
    void isOfAVersionThatIsKnown() {
      assertThat(refused(forge().start(start -> start.major = 1)))
          .isEqualTo(new Unsupported("a 7z archive of version 1"));
    }

    @Test
    void isDamagedWhereItsCrcDiffers() {
      isCorrupt(forge().start(start -> start.startCrc = 1), "its start header is damaged");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40})
    void doesNotPointOutOfTheFile(long offset) {
      isCorrupt(forge().start(start -> start.offset = offset), BEYOND);
      isCorrupt(forge().start(start -> start.size = offset), BEYOND);
      isCorrupt(forge().start(start -> start.size++), BEYOND);
    }

    @Test
    void leavesNothingAfterTheEndHeader() {
      isCorrupt(
          forge().start(start -> start.trailing = new byte[1]), "something follows its end header");
    }

    @Test
    void tellsOfAnEndHeaderWhereThereAreData() {
      SevenZForge forge =
          forge()
              .start(start -> {
                start.offset += start.size;
                start.size = 0;
              });

      isCorrupt(forge, "it has data, and no end header that says whose");
    }

    @Test
    void mayHaveNoEndHeaderAtAll() {
      byte[] empty = HexFormat.of().parseHex("377abcaf271c00048d9bd50f" + "00".repeat(20));

      assertThat(Unzipped.of(empty, Unzipped.OPTIONS).whole().files()).isEmpty();
    }
  }

  @Nested
  final class AtTheEnd {
    @Test
    void isDamagedWhereItsCrcDiffers() {
      isCorrupt(forge().start(start -> start.crc ^= 1), "its end header is damaged");
    }

    @Test
    void mayBeTheDecodedOne() {
      assertThat(unpacked(forge().encodedHeader()).whole().files()).containsExactly("a", "b");
    }

    @Test
    void isAsLongAsAHundredThousandEntriesNeed() {
      assertThat(
              refused(forge().header(header -> header.trailing = new byte[SevenZStart.MAX_HEADER])))
          .isEqualTo(new LimitExceeded("headerBytes", SevenZStart.MAX_HEADER));
    }

    @Test
    void leavesNothingAfterItsEntries() {
      isCorrupt(forge().header(header -> header.trailing = new byte[1]), NONSENSE);
    }

    @Test
    void mayHavePropertiesThatNobodyKnows() {
      SevenZForge forge =
          forge()
              .header(header -> header.properties = bytes(0x02, 0x70, 3, 1, 2, 3, 0))
              .header(header -> header.files = withProperty(header.files, 0x70, new byte[] {1, 2}));

      assertThat(unpacked(forge).whole().files()).containsExactly("a", "b");
    }

    @Test
    void hasEachPropertyOnce() {
      isCorrupt(
          forge().header(header -> header.files = withProperty(header.files, 0x0e, new byte[] {0})),
          NONSENSE);
    }

    /** Before the others, of which the count takes two bytes. */
    private static byte[] withProperty(byte[] files, int id, byte[] content) {
      ByteBuffer rest = ByteBuffer.wrap(files, 2, files.length - 2);
      byte[] after = new byte[rest.remaining()];
      rest.get(after);
      return join(bytes(files[0], files[1]), SevenZForge.property(id, content), after);
    }
  }

  @Nested
  final class WithCountsThatLie {
    @ParameterizedTest
    @ValueSource(longs = {1_000, 0x7fff_ffffL, 0xffff_ffffL, Long.MAX_VALUE, -1})
    void isCorrupt(long count) {
      corrupt(header -> header.packed = join(bytes(0x06, 0), number(count), bytes(9)));
      corrupt(header -> header.packed = join(bytes(0x06), number(count), bytes(1, 9, 1, 0)));
      corrupt(header -> header.coded = join(bytes(0x07, 0x0b), number(count), bytes(0)));
      corrupt(header -> header.coded = join(bytes(0x07, 0x0b, 1, 0), number(count)));
      corrupt(header -> header.coded = coded(join(bytes(1, 0x21, 0), number(count))));
      corrupt(header -> header.coded = coded(join(bytes(1, 0x11, 0), number(count), bytes(1))));
      corrupt(header -> header.files = join(bytes(0x05), number(count), bytes(0)));
      corrupt(header -> header.files = join(bytes(0x05, 2, 0x11), number(count)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3, 1_000, 0x7fff_ffffL, Long.MAX_VALUE})
    void isRefusedForItsParts(long count) {
      SevenZForge forge =
          forge().header(header -> header.parts = join(bytes(0x08, 0x0d), number(count), bytes(0)));

      assertThat(refused(forge)).isInstanceOfAny(Corrupt.class, LimitExceeded.class);
    }

    private void corrupt(Consumer<SevenZForge.Header> lie) {
      assertThat(refused(forge().header(lie))).isInstanceOf(Corrupt.class);
    }
  }

  @Nested
  final class WithBlocks {
    @Test
    void hasAllTheirBytesBeforeItsEndHeader() {
      isCorrupt(
          forge().header(header -> header.packed = SevenZForge.packInfo(1, List.of(new byte[5]))),
          "its end header says that its data lie where they do not");
    }

    @Test
    void isCorruptWhenMoreFollowsTheirBytes() {
      SevenZForge forge = forge().coded(COPY, block -> join(block, bytes(0)));

      assertThat(unpacked(forge).refused()).isEqualTo(new Corrupt("b: something follows its data"));
    }

    @Test
    void isCorruptWhenTheyAreShorter() {
      SevenZForge forge = forge().coded(COPY, block -> bytes(block[0], block[1], block[2]));

      assertThat(unpacked(forge).refused())
          .isEqualTo(new Corrupt("b: it is smaller than the end header says"));
    }

    @Test
    void isCorruptWhenAFilesCrcDiffers() {
      SevenZForge forge = new SevenZForge().file("a", "aa", file -> file.crc ^= 1).file("b", "bbb");

      assertThat(unpacked(forge).refused())
          .isEqualTo(new Corrupt("a: its CRC-32 is not what the end header says"));
    }

    @Test
    void isCorruptWhenABlocksCrcDiffers() {
      SevenZForge forge =
          forge()
              .header(header ->
                  header.coded =
                      join(bytes(0x07, 0x0b, 1, 0), COPY, bytes(0x0c, 5, 0x0a, 1, 1, 2, 3, 4, 0)));

      assertThat(unpacked(forge).refused())
          .isEqualTo(new Corrupt("b: the CRC-32 of its block is not what the end header says"));
    }

    @Test
    void isCorruptWhenAPartIsLargerThanTheWhole() {
      isCorrupt(
          forge()
              .header(
                  header -> header.parts = join(bytes(0x08, 0x0d, 2, 0x09), number(6), bytes(0))),
          NONSENSE);
    }

    @Test
    void isCorruptWithAnotherNumberOfFiles() {
      isCorrupt(
          forge().header(header -> header.parts = new byte[0]),
          "it has another number of files than its data are of");
    }
  }

  @Nested
  final class WithCoders {
    @ParameterizedTest
    @CsvSource({
      "00, no coder",
      "09 0100 0100 0100 0100 0100 0100 0100 0100 0100, too many",
      "0141 00, a reserved flag",
      "02 0100 0100 0000, fed by itself",
      "03 0100 0100 0100 00010100, two in a circle",
      "02 0100 0100 0500, fed by what is not there",
      "02 0100 0100 0005, feeding what is not there",
      "02 0100 0100 8fffffff00, feeding what is far away",
      "03 0100 0100 0100 00010001, feeding two",
      "01 1100 02 01 0001, two inputs where one is read",
      "01 1100 01 02, two outputs",
      "01 140303011b 01 01, one input where four are read",
      "01 140303011b 04 01 00000000, one packed stream four times",
      "03 140303011b 04 01 0100 0100 0001 0101 02030405, one that feeds two",
      "01 23030101 04 5d000001, too short properties",
      "01 23030101 05 e100000100, properties that make no sense",
      "01 2121 01 29, a dictionary beyond all",
      "01 2121 01 ff, a negative dictionary",
      "01 2121 00, no dictionary"
    })
    void isCorrupt(String wiring, String why) {
      SevenZForge forge =
          forge().coded(HexFormat.of().parseHex(wiring.replace(" ", "")), UnaryOperator.identity());

      assertThat(refused(forge)).as(why).isInstanceOf(Corrupt.class);
    }

    /** Each byte of them was kept many times over. */
    @Test
    void haveFewProperties() {
      assertThat(unpacked(copying(64)).whole().files()).containsExactly("a", "b");
      assertThat(refused(copying(65))).isInstanceOf(Corrupt.class);
    }

    private SevenZForge copying(int properties) {
      return forge()
          .coded(
              join(bytes(1, 0x21, 0, properties), new byte[properties]), UnaryOperator.identity());
    }

    @Test
    void areChained() {
      SevenZForge forge = forge().coded(bytes(2, 1, 0, 1, 0, 0, 1), UnaryOperator.identity());

      assertThat(unpacked(forge).whole().files()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource({
      "01 03030401, PPMd",
      "01 0404f71101, Zstandard",
      "01 03123456, 123456",
      "01 00, ''"
    })
    void areUnsupportedWhereTheyAreNotDecoded(String wiring, String method) {
      SevenZForge forge =
          forge().coded(HexFormat.of().parseHex(wiring.replace(" ", "")), UnaryOperator.identity());

      assertThat(refused(forge))
          .isEqualTo(new Unsupported("a 7z archive with the method " + method));
    }

    @Test
    void areEncrypted() {
      SevenZForge forge =
          forge().coded(bytes(1, 0x24, 6, 0xf1, 7, 1, 2, 0x13, 0), UnaryOperator.identity());

      assertThat(refused(forge)).isEqualTo(new Encrypted("a"));
    }

    @Test
    void takeNoMoreMemoryThanIsAllowed() throws ExtractionEnded {
      byte[] wiring = bytes(1, 0x21, 0x21, 1, 40);
      long size = 100 << 20;
      long needed =
          new SevenZCoder(
                  SevenZMethod.LZMA2,
                  ByteBuffer.wrap(bytes(40)),
                  List.of(new SevenZCoder.Source.Packed(32, 1)),
                  size)
              .memory();
      SevenZForge forge =
          new SevenZForge()
              .file("a", "x", file -> file.crc = -1)
              .header(header ->
                  header.coded =
                      join(bytes(0x07, 0x0b, 1, 0), wiring, bytes(0x0c), number(size), bytes(0)));

      assertThat(Unzipped.of(forge.bytes(), memory(needed - 1)).refusedBeforehand())
          .isEqualTo(new LimitExceeded("decoderMemoryBytes", needed - 1));
      assertThat(Unzipped.of(forge.bytes(), memory(needed)).refused()).isInstanceOf(Corrupt.class);
    }

    @Test
    void takeNoMoreThanTheirBlockIsLarge() {
      byte[] wiring = bytes(1, 0x21, 0x21, 1, 40);
      SevenZForge forge =
          forge().coded(wiring, block -> join(bytes(1, 0, block.length - 1), block, bytes(0)));

      assertThat(Unzipped.of(forge.bytes(), memory(1 << 20)).whole().files())
          .containsExactly("a", "b");
    }
  }

  @Nested
  final class BeyondLimits {
    @Test
    void isRefusedByWhatItDeclares() {
      assertThat(Unzipped.of(forge().bytes(), expanded(4)).refusedBeforehand())
          .isEqualTo(new LimitExceeded("expandedBytes", 4));
      assertThat(Unzipped.of(forge().bytes(), expanded(5)).extracted())
          .isInstanceOf(Extracted.Whole.class);
    }
  }

  private static byte[] coded(byte[] folder) {
    return join(bytes(0x07, 0x0b, 1, 0), folder, bytes(0x0c, 5, 0));
  }

  private static Options expanded(long bytes) {
    return limits(bytes, ArchiveLimits.DEFAULT.decoderMemoryBytes());
  }

  private static Options memory(long bytes) {
    return limits(ArchiveLimits.DEFAULT.expandedBytes(), bytes);
  }

  static Options limits(long expanded, long memory) {
    ArchiveLimits all = ArchiveLimits.DEFAULT;
    return Unzipped.options(
        new ArchiveLimits(
            all.entries(),
            expanded,
            all.ratio(),
            all.ratioFloorBytes(),
            all.pathBytes(),
            all.componentBytes(),
            all.depth(),
            memory,
            all.windowBytes(),
            all.extensionBytes(),
            all.numberLength()));
  }

  private static SevenZForge forge() {
    return new SevenZForge().file("a", "aa").file("b", "bbb");
  }

  private static Unzipped unpacked(SevenZForge forge) {
    return Unzipped.of(forge.bytes(), Unzipped.OPTIONS);
  }

  private static Object refused(SevenZForge forge) {
    return unpacked(forge).refusedBeforehand();
  }

  private static void isCorrupt(SevenZForge forge, String why) {
    assertThat(refused(forge)).isEqualTo(new Corrupt(why));
  }
}
