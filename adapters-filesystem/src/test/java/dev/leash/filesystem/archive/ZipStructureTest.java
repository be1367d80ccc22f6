package dev.leash.filesystem.archive;

import static dev.leash.filesystem.archive.testing.ForgedEntry.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.archive.ArchiveProblem.Bomb;
import dev.leash.domain.archive.ArchiveProblem.Unsupported;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.filesystem.archive.testing.ForgedEntry;
import dev.leash.filesystem.archive.testing.ForgedEntry.Descriptor;
import dev.leash.filesystem.archive.testing.ZipForge;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How a zip hangs together: end records, directory, local headers, descriptors. */
final class ZipStructureTest {
  private static final String ONE_PART = "one part of a zip in several parts";
  private static final byte[] END = Unzipped.zip().bytes();

  private static ZipForge two() {
    return Unzipped.zip(entry("a", "first").deflated(), entry("b", "second"));
  }

  private static void isWhole(ZipForge zip) {
    assertThat(Unzipped.of(zip).whole().files()).containsExactly("a", "b");
  }

  @Nested
  class TheEndRecord {
    @Test
    void maySayThatThereIsNothing() {
      assertThat(Unzipped.of(Unzipped.zip()).extracted()).isEqualTo(new Extracted.Whole(0, 0));
    }

    @Test
    void mayHaveTheLongestComment() {
      isWhole(two().end(e -> e.comment = new byte[0xffff]));
    }

    @Test
    void mustBeThere() {
      byte[] zip = two().bytes();
      zip[zip.length - 22] = 'Q';

      Unzipped.of(zip, Unzipped.OPTIONS).isCorrupt("it is a zip without its end");
    }

    @Test
    void mustNotBeFollowed() {
      Unzipped.of(two().end(e -> e.trailing = new byte[1]))
          .isCorrupt("something follows its end record");
    }

    @Test
    void mustNotBeCut() {
      Unzipped.of(two().end(e -> e.commentLength = 1)).isCorrupt("its end record is cut");
    }

    @Test
    void mustBeOneAlone() {
      Unzipped.of(two().end(e -> e.comment = END)).isCorrupt("it has two end records");
    }

    @Test
    void mustNotFollowAnother() {
      Unzipped.of(two().end(e -> e.beforeEnd = END)).isCorrupt("its directory is damaged");
    }

    @Test
    void mustNotDenyTheEntries() {
      ZipForge zip =
          two()
              .end(e -> e.entries = 0)
              .end(e -> e.directorySize = 0)
              .end(e -> e.directoryOffset = 0);

      Unzipped.of(zip).isCorrupt("it has more entries than its end record says");
    }

    @Test
    void mustNotCountMoreEntriesThanThereIsRoomFor() {
      Unzipped.of(two().end(e -> e.entries = 3))
          .isCorrupt("it has fewer entries than its end record says");
    }

    @Test
    void mustNotCountFewerEntries() {
      Unzipped.of(two().end(e -> e.entries = 1))
          .isCorrupt("its directory has another size than its end record says");
    }

    @Test
    void mustNotLeaveADirectoryOutOfTheFile() {
      Unzipped.of(two().end(e -> e.directorySize = 0xfffffff0L))
          .isCorrupt("its directory does not lie in it");
    }

    @Test
    void mustNotPlaceTheDirectoryBehindItself() {
      Unzipped.of(two().end(e -> e.directoryOffset += 1))
          .isCorrupt("its directory does not lie where the end record says");
    }

    static Stream<Consumer<ZipForge.End>> partsOfSeveral() {
      return Stream.of(e -> e.disk = 1, e -> e.directoryDisk = 1, e -> e.entriesHere = 1);
    }

    @ParameterizedTest
    @MethodSource("partsOfSeveral")
    void mustBeOfAnArchiveInOnePart(Consumer<ZipForge.End> lie) {
      assertThat(Unzipped.of(two().end(lie)).refusedBeforehand())
          .isEqualTo(new Unsupported(ONE_PART));
    }
  }

  @Nested
  class AZip64EndRecord {
    @Test
    void isRead() {
      isWhole(two().zip64());
    }

    @Test
    void isReadBehindAPrefix() {
      isWhole(two().zip64().prefix("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void isReadBehindAPrefixThatItDoesNotCount() {
      isWhole(two().zip64().prefixUncounted("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void mayAgreeWithTheOther() {
      isWhole(
          two()
              .zip64()
              .end(e -> e.entries = 2)
              .end(e -> e.directoryOffset = e.wideDirectoryOffset));
    }

    @Test
    void mustNotContradictTheOther() {
      Unzipped.of(two().zip64().end(e -> e.entries = 1))
          .isCorrupt("its two end records contradict each other");
    }

    @Test
    void mustLieWhereItsLocatorSays() {
      Unzipped.of(two().zip64().end(e -> e.locatorOffset += 1))
          .isCorrupt("its zip64 end record is not where it should be");
    }

    @Test
    void mustNotCountWhatNobodyCanHold() {
      Unzipped.of(two().zip64().end(e -> e.wideEntries = Long.MAX_VALUE))
          .isCorrupt("it has fewer entries than its end record says");
    }

    @Test
    void mustNotCountBelowZero() {
      Unzipped.of(two().zip64().end(e -> e.wideEntries = -1))
          .isCorrupt("its directory does not lie in it");
    }

    @Test
    void mustNotPlaceTheDirectoryOutOfTheFile() {
      Unzipped.of(two().zip64().end(e -> e.wideDirectorySize = Long.MAX_VALUE))
          .isCorrupt("its directory does not lie in it");
    }

    @Test
    void mustBeOfAnArchiveInOnePart() {
      assertThat(Unzipped.of(two().zip64().end(e -> e.locatorDisks = 2)).refusedBeforehand())
          .isEqualTo(new Unsupported(ONE_PART));
    }
  }

  @Nested
  class APrefix {
    private static Stream<String> starts() {
      return Stream.of(
          "MZ\u0090\0program", "\u007fELF\2\1\1program", "#!/bin/sh\nexec unzip\n", "\0\1\2\3junk");
    }

    @ParameterizedTest
    @MethodSource("starts")
    void mayBeCountedByTheOffsets(String start) {
      isWhole(two().prefix(start.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @ParameterizedTest
    @MethodSource("starts")
    void mayBeLeftUncounted(String start) {
      isWhole(two().prefixUncounted(start.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void mayStandBeforeWhatTheLibraryDecodes() {
      byte[] deflate64OfNothing = {3, 0};
      ForgedEntry entry = entry("a", "").compressed(9, deflate64OfNothing);

      assertThat(
              Unzipped.of(
                      Unzipped.zip(entry).prefixUncounted("#!".getBytes(StandardCharsets.UTF_8)))
                  .whole()
                  .files())
          .containsExactly("a");
    }

    @Test
    void mustNotBeAllThatThereIs() {
      byte[] program =
          "\u007fELF\2\1\1program without a zip behind it".getBytes(StandardCharsets.ISO_8859_1);

      assertThat(Unzipped.of(program, Unzipped.OPTIONS).refused())
          .isEqualTo(new Unsupported("an ELF program"));
    }
  }

  @Nested
  class TheDirectory {
    @Test
    void mayLeaveGapsBetweenEntries() {
      isWhole(Unzipped.zip(entry("a", "x"), entry("b", "x").gap(new byte[100])));
    }

    @Test
    void mayNameEntriesInAnyOrder() {
      byte[] zip = two().bytes();

      assertThat(Unzipped.of(swapDirectory(zip), Unzipped.OPTIONS).whole().files())
          .containsExactly("a", "b");
    }

    @Test
    void mustBeOfOnePart() {
      assertThat(Unzipped.of(entry("a", "x").onDisk(1)).refusedBeforehand())
          .isEqualTo(new Unsupported(ONE_PART));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    void mayTellItsPartInTheZip64Field(int part, boolean whole) {
      byte[] zip64 =
          ByteBuffer.allocate(8)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putShort((short) 1)
              .putShort((short) 4)
              .putInt(part)
              .array();
      ForgedEntry entry = entry("a", "x").onDisk(0xffff).central(header -> header.extra = zip64);

      Unzipped unzipped = Unzipped.of(entry);

      if (whole) {
        assertThat(unzipped.whole().files()).containsExactly("a");
      } else {
        assertThat(unzipped.refusedBeforehand()).isEqualTo(new Unsupported(ONE_PART));
      }
    }

    @Test
    void mustNotSaturateItsPartWithoutTellingIt() {
      assertThat(Unzipped.of(entry("a", "x").onDisk(0xffff)).refusedBeforehand())
          .isEqualTo(new Unsupported(ONE_PART));
    }

    @Test
    void mustNotBeOfPatches() {
      ForgedEntry entry = entry("a", "x").both(header -> header.flags |= 1 << 5);

      assertThat(Unzipped.of(entry).refusedBeforehand())
          .isEqualTo(new Unsupported("a zip of patches"));
    }

    @Test
    void mustNotPointIntoItself() {
      Unzipped.of(entry("a", "x").offset(1_000))
          .isCorrupt("its directory: local file header for a starts after central directory");
    }

    @Test
    void mustNotPointToWhereNoEntryIs() {
      Unzipped.of(entry("a", "long enough").gap(new byte[50]).offset(20))
          .isCorrupt("a: the directory says that it begins where it does not");
    }

    @Test
    void mustNotHaveTwoEntriesShareTheirData() {
      assertThat(Unzipped.of(entry("a", "x"), entry("b", "x").offset(0)).refusedBeforehand())
          .isInstanceOf(Bomb.class);
    }

    @Test
    void mustNotHaveAnEntryReachIntoTheNext() {
      ForgedEntry quoting = entry("a", "x").deflated().both(h -> h.compressedSize = 60);

      assertThat(Unzipped.of(quoting, entry("b", "x")).refusedBeforehand())
          .isInstanceOf(Bomb.class);
    }

    @Test
    void mustNotHaveAnEntryReachIntoTheDirectory() {
      assertThat(
              Unzipped.of(entry("a", "x").deflated().both(h -> h.compressedSize++))
                  .refusedBeforehand())
          .isInstanceOf(Bomb.class);
    }

    @Test
    void mustNotHaveAnEntryReachIntoTheNextByItsExtraField() {
      ForgedEntry quoting = entry("a", "x").local(h -> h.extra = new byte[40]);
      byte[] zip = Unzipped.zip(quoting, entry("b", "x")).bytes();
      zip[28] = 50;

      assertThat(Unzipped.of(zip, Unzipped.OPTIONS).refused()).isInstanceOf(Bomb.class);
    }

    @Test
    void mustNotHaveAHugeSizeThatNoFileHas() {
      ForgedEntry huge = entry("a", "x").deflated();
      huge.central(h -> h.compressedSize = 0xffff_ffffL);
      huge.central(h -> h.extra = ZipForge.extra(1, ZipForge.longs(Long.MAX_VALUE)));

      assertThat(Unzipped.of(huge).refusedBeforehand()).isInstanceOf(Bomb.class);
    }

    @Test
    void mustNotHaveANegativeSize() {
      ForgedEntry negative = entry("a", "x").deflated();
      negative.central(h -> h.size = 0xffff_ffffL);
      negative.central(h -> h.extra = ZipForge.extra(1, ZipForge.longs(-2)));

      assertThat(Unzipped.of(negative).refusedBeforehand())
          .isInstanceOf(ArchiveProblem.Corrupt.class);
    }

    private static byte[] swapDirectory(byte[] zip) {
      byte[] swapped = zip.clone();
      int end = zip.length - 22;
      System.arraycopy(zip, end - 47, swapped, end - 94, 47);
      System.arraycopy(zip, end - 94, swapped, end - 47, 47);
      return swapped;
    }
  }

  @Nested
  class ALocalHeader {
    @Test
    void mayHaveAnExtraFieldOfItsOwn() {
      assertThat(Unzipped.of(entry("a", "x").local(h -> h.extra = new byte[7])).whole().files())
          .containsExactly("a");
    }

    @Test
    void mayTellItsSizesInAZip64Field() {
      ForgedEntry wide =
          entry("a", "xyz")
              .both(h -> h.size = 0xffff_ffffL)
              .both(h -> h.compressedSize = 0xffff_ffffL);

      assertThat(
              Unzipped.of(wide.both(h -> h.extra = ZipForge.extra(1, ZipForge.longs(3, 3))))
                  .whole()
                  .files())
          .containsExactly("a");
    }

    static Stream<Consumer<ForgedEntry.Header>> lies() {
      return Stream.of(
          h -> h.name = new byte[] {'b'},
          h -> h.name = new byte[] {'a', 'b'},
          h -> h.method = 0,
          h -> h.flags |= 1,
          h -> h.crc ^= 1,
          h -> h.crc = 0,
          h -> h.size++,
          h -> h.size = 0,
          h -> h.compressedSize--,
          h -> h.compressedSize = 0);
    }

    @ParameterizedTest
    @MethodSource("lies")
    void mustAgreeWithTheDirectory(Consumer<ForgedEntry.Header> lie) {
      ForgedEntry entry =
          entry("a", "content").deflated().local(h -> h.extra = new byte[4]).local(lie);

      assertThat(Unzipped.of(entry).refusedBeforehand()).isInstanceOf(ArchiveProblem.Corrupt.class);
    }

    @Test
    void mustAgreeWhetherANameIsUtf8() {
      Unzipped.of(entry("ü", "x").central(h -> h.flags |= 1 << 11))
          .isCorrupt("ü: its flags is not what the directory says");
    }

    @Test
    void mayDisagreeOnThatWhereItMakesNoDifference() {
      assertThat(Unzipped.of(entry("a", "x").central(h -> h.flags |= 1 << 11)).whole().files())
          .containsExactly("a");
    }
  }

  @Nested
  class ADescriptor {
    @ParameterizedTest
    @EnumSource(names = {"SIGNED", "BARE", "WIDE"})
    void isReadInAllItsForms(Descriptor descriptor) {
      isWhole(
          Unzipped.zip(
              entry("a", "x").deflated().descriptor(descriptor),
              entry("b", "x").descriptor(descriptor)));
    }

    @Test
    void mustBeThere() {
      ForgedEntry entry =
          entry("a", "x").descriptor(Descriptor.SIGNED).forgedDescriptor(new byte[0]);

      Unzipped.of(entry).isCorrupt("a: its data descriptor is not what the directory says");
    }

    @Test
    void mustAgreeWithTheDirectory() {
      byte[] another = ZipForge.ints(0x08074b50, ZipForge.crc(new byte[] {'x'}), 1, 2);
      ForgedEntry entry = entry("a", "x").descriptor(Descriptor.SIGNED).forgedDescriptor(another);

      Unzipped.of(entry).isCorrupt("a: its data descriptor is not what the directory says");
    }

    @Test
    void leavesNoRoomForALyingHeader() {
      ForgedEntry entry = entry("a", "x").descriptor(Descriptor.SIGNED).local(h -> h.size = 2);

      Unzipped.of(entry).isCorrupt("a: its size is not what the directory says");
    }

    @Test
    void mustNotReachIntoTheNextEntry() {
      ForgedEntry entry =
          entry("a", "x").descriptor(Descriptor.SIGNED).forgedDescriptor(new byte[8]);

      Unzipped.of(entry, entry("b", "x"))
          .isCorrupt("a: its data descriptor is not what the directory says");
    }
  }

  @Test
  void isNotTwoZipsInOne() {
    byte[] first = Unzipped.zip(entry("a", "x")).bytes();
    byte[] second = Unzipped.zip(entry("b", "y")).bytes();
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);

    Unzipped.of(both, Unzipped.stripping(0)).isCorrupt("it is two zips in one");
  }
}
