package dev.leash.filesystem.archive;

import static dev.leash.filesystem.archive.testing.ForgedEntry.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.archive.NameRules;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.Archive.Options;
import dev.leash.domain.port.MemoryTree;
import dev.leash.filesystem.archive.testing.ForgedEntry;
import dev.leash.filesystem.archive.testing.ZipForge;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries of a zip: names, kinds, modes, times. */
final class ZipEntriesTest {
  private static final byte[] NONE = {};

  @Nested
  class Names {
    @Test
    void areUtf8WhereTheFlagSaysSo() {
      assertThat(Unzipped.of(entry("ü/日", "x").utf8()).whole().files()).containsExactly("ü/日");
    }

    @Test
    void areCp437Else() {
      byte[] raw = {(byte) 0x81, (byte) 0xe1, (byte) 0xff};

      assertThat(Unzipped.of(entry(raw, NONE)).whole().files()).containsExactly("üß\u00a0");
    }

    @Test
    void areUtf8FromUnixAndMacWhereTheyCanBe() {
      byte[] raw = "ü".getBytes(StandardCharsets.UTF_8);

      assertThat(Unzipped.of(entry(raw, NONE).madeBy(3 << 8 | 20)).whole().files())
          .containsExactly("ü");
      assertThat(Unzipped.of(entry(raw, NONE).madeBy(19 << 8 | 20)).whole().files())
          .containsExactly("ü");
      assertThat(Unzipped.of(entry(raw, NONE)).whole().files()).containsExactly("├╝");
    }

    @Test
    void areCp437FromUnixWhereTheyAreNoUtf8() {
      byte[] raw = {(byte) 0x81};

      assertThat(Unzipped.of(entry(raw, NONE).madeBy(3 << 8 | 20)).whole().files())
          .containsExactly("ü");
    }

    @Test
    void areWhatAFieldSaysThatFits() {
      byte[] raw = {'a', (byte) 0x81};
      ForgedEntry entry = entry(raw, NONE).central(h -> h.extra = ZipForge.unicodePath(raw, "日"));

      assertThat(Unzipped.of(entry).whole().files()).containsExactly("日");
    }

    @Test
    void areNotWhatAFieldSaysOfAnotherName() {
      byte[] raw = {'a', (byte) 0x81};
      ForgedEntry entry =
          entry(raw, NONE).central(h -> h.extra = ZipForge.unicodePath(new byte[] {'b'}, "../日"));

      assertThat(Unzipped.of(entry).whole().files()).containsExactly("aü");
    }

    @Test
    void areJudgedAsTheFieldSaysThem() {
      byte[] raw = {'a'};
      ForgedEntry entry =
          entry(raw, NONE).central(h -> h.extra = ZipForge.unicodePath(raw, "../a"));

      Unzipped.of(entry).isUnsafe("../a", "has a '..' component");
    }

    @Test
    void areRefusedWhenOverlong() {
      byte[] raw = {'a', (byte) 0xc0, (byte) 0xaf, 'b'};

      Unzipped.of(entry(raw, NONE).utf8()).isUnsafe("aÀ¯b", "has text that is no UTF-8");
    }

    @Test
    void areRefusedWhenCutInACharacter() {
      Unzipped.of(entry(new byte[] {'a', (byte) 0xe6, (byte) 0x97}, NONE).utf8())
          .isUnsafe("aæ\\u{97}", "has text that is no UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
      "../a, ../a, has a '..' component",
      "a/../b, a/../b, has a '..' component",
      "a/../, a/../, has a '..' component",
      "'a\\..\\b', 'a\\..\\b', has a '..' component",
      "/a, /a, has an absolute path",
      "'\\\\host\\share', '\\\\host\\share', has an absolute path",
      "c:a, c:a, has a drive letter",
      "'', '', has no name",
      "., ., has no name"
    })
    void areRefusedWhenTheyLeadOut(String name, String shown, String why) {
      Unzipped.of(entry("before", "x"), entry(name, "x")).isUnsafe(shown, why);
    }

    @Test
    void areRefusedWithANul() {
      Unzipped.of(entry("a\0b", "x").deflated())
          .isUnsafe("a\\u{0}b", "has a control character in its name");
    }

    @Test
    void areRefusedWithAControlCharacter() {
      Unzipped.of(entry("a\u001b[2Jb", "x"))
          .isUnsafe("a\\u{1b}[2Jb", "has a control character in its name");
    }

    @Test
    void areRefusedWhereThePlatformCannotHoldThem() {
      Options portable = new Options(ArchiveLimits.DEFAULT, NameRules.PORTABLE, 0);

      Unzipped.of(Unzipped.zip(entry("aux.txt", "x")).bytes(), portable)
          .isUnsafe("aux.txt", "has a component that is a reserved name on Windows");
      assertThat(Unzipped.of(entry("aux.txt", "x")).whole().files()).containsExactly("aux.txt");
    }

    @Test
    void areRefusedWhenTheyAreThereTwice() {
      Unzipped.of(entry("a", "x"), entry("b", "x"), entry("./a", "y"))
          .isUnsafe("a", "is there twice");
    }

    @Test
    void areRefusedWhenAFileIsAFolderToo() {
      Unzipped.of(entry("a/b", "x"), entry("a", "x")).isUnsafe("a", "is a folder too");
    }

    @Test
    void areRefusedBelowAFile() {
      Unzipped.of(entry("a", "x"), entry("a/b", "x")).isUnsafe("a/b", "lies below a file");
    }

    @Test
    void areRefusedBelowALink() {
      Unzipped.of(entry("a", "b").unix(0120777), entry("a/c", "x"))
          .isUnsafe("a/c", "lies below a link");
    }
  }

  @Nested
  class Stripped {
    @Test
    void loseTheirFirstComponents() {
      byte[] zip =
          Unzipped.zip(entry("top/", ""), entry("top/a", "xy"), entry("readme", "dropped")).bytes();

      Unzipped unzipped = Unzipped.of(zip, Unzipped.stripping(1));

      assertThat(unzipped.whole().files()).containsExactly("a");
      assertThat(unzipped.extracted()).isEqualTo(new Extracted.Whole(1, 2));
    }

    @Test
    void areRefusedForWhatIsStrippedOff() {
      Unzipped.of(Unzipped.zip(entry("../a", "x")).bytes(), Unzipped.stripping(1))
          .isUnsafe("../a", "has a '..' component");
    }

    @Test
    void areRefusedForWhatIsLeft() {
      Unzipped.of(Unzipped.zip(entry("a/c:b", "x")).bytes(), Unzipped.stripping(1))
          .isUnsafe("c:b", "has a drive letter");
    }

    @Test
    void areRefusedWhenTwoBecomeOne() {
      Unzipped.of(Unzipped.zip(entry("a/x", "x"), entry("b/x", "x")).bytes(), Unzipped.stripping(1))
          .isUnsafe("x", "is there twice");
    }

    @Test
    void areCheckedThoughNothingIsMadeOfThem() {
      byte[] zip = Unzipped.zip(entry("readme", "x").both(h -> h.crc ^= 1)).bytes();

      Unzipped.of(zip, Unzipped.stripping(1))
          .isCorrupt("readme: its CRC-32 is not what the directory says");
    }
  }

  @Nested
  class Kinds {
    @Test
    void areFoldersByTheirNames() {
      assertThat(Unzipped.of(entry("a/b/", "")).whole().folders()).containsExactly("a", "a/b");
    }

    @Test
    void areFoldersWithAnEmptyStreamAndADescriptor() {
      ForgedEntry folder = entry("a/", "").deflated().descriptor(ForgedEntry.Descriptor.SIGNED);

      assertThat(Unzipped.of(folder, entry("a/b", "x")).whole().files()).containsExactly("a/b");
    }

    @Test
    void areNoFoldersWithContent() {
      Unzipped.of(entry("a/", "x")).isCorrupt("a: it is a folder, and yet has content");
    }

    @Test
    void areNoFoldersWithHiddenContent() {
      ForgedEntry folder = entry("a/", "").compressed(8, ForgedEntry.deflate(new byte[100]));

      Unzipped.of(folder).isCorrupt("a: it is larger than the directory says");
    }

    @Test
    void areTheRootItself() {
      assertThat(Unzipped.of(entry("./", ""), entry("./a", "x")).whole().files())
          .containsExactly("a");
    }

    @Test
    void areLinks() {
      Unzipped unzipped =
          Unzipped.of(entry("l", "d/a").unix(0120777).deflated(), entry("d/a", "x"));

      assertThat(unzipped.whole().links()).containsEntry("l", "d/a").hasSize(1);
      assertThat(unzipped.extracted()).isEqualTo(new Extracted.Whole(2, 1));
    }

    @Test
    void areRefusedAsLinksOutOfTheTree() {
      ArchiveProblem problem = Unzipped.of(entry("d/l", "../../etc").unix(0120777)).refused();

      assertThat(problem).isInstanceOf(ArchiveProblem.UnsafeEntry.class);
    }

    @Test
    void areRefusedAsLinksToNothing() {
      ArchiveProblem problem = Unzipped.of(entry("l", "missing").unix(0120777)).refused();

      assertThat(problem).isInstanceOf(ArchiveProblem.UnsafeEntry.class);
    }

    @Test
    void areRefusedAsLinksWithTooLongATarget() {
      String target = "a/".repeat(2_049);

      Unzipped.of(entry("l", target).unix(0120777))
          .isUnsafe("l", "is a link whose target is too long");
    }

    @Test
    void areRefusedAsLinksWithATargetThatIsNoUtf8() {
      Unzipped.of(
              entry("l".getBytes(StandardCharsets.UTF_8), new byte[] {(byte) 0xc0, (byte) 0xaf})
                  .unix(0120777))
          .isUnsafe("l", "has text that is no UTF-8");
    }

    @ParameterizedTest
    @ValueSource(ints = {0010644, 0020644, 0060644, 0140644})
    void areRefusedAsDevicesPipesAndSockets(int mode) {
      Unzipped.of(entry("a", "").unix(mode))
          .isUnsafe("a", "is neither a file nor a folder nor a link");
    }
  }

  @Nested
  class Modes {
    @Test
    void makeFilesExecutable() {
      MemoryTree tree =
          Unzipped.of(entry("tool", "x").unix(0100755), entry("text", "x").unix(0100644)).whole();

      assertThat(tree.isExecutable("tool")).isTrue();
      assertThat(tree.isExecutable("text")).isFalse();
    }

    @Test
    void countForTheOwnerAlone() {
      assertThat(Unzipped.of(entry("a", "x").unix(0100655)).whole().isExecutable("a")).isFalse();
    }

    @Test
    void sayNothingElse() {
      assertThat(Unzipped.of(entry("a", "x").unix(0106755)).whole().isExecutable("a")).isTrue();
    }

    @Test
    void areUnixOnesOnly() {
      ForgedEntry dos = entry("a", "x").unix(0100755).madeBy(20);

      assertThat(Unzipped.of(dos).whole().isExecutable("a")).isFalse();
    }
  }

  @Nested
  class Times {
    @Test
    void areThoseOfTheExtraField() {
      ForgedEntry entry =
          entry("a", "x").central(h -> h.extra = ZipForge.extendedTimestamp(1_000_000_001));

      assertThat(modified(entry)).contains(Instant.ofEpochSecond(1_000_000_001));
    }

    @Test
    void areDosTimesInTheSystemsZoneElse() {
      LocalDateTime local = LocalDateTime.of(2024, 1, 2, 3, 4, 6);

      assertThat(modified(entry("a", "x")))
          .contains(local.atZone(ZoneId.systemDefault()).toInstant());
    }

    @Test
    void areLeftOutWhenThereIsNone() {
      assertThat(modified(entry("a", "x").dosTime(0, 0))).isEmpty();
    }

    @Test
    void areLeftOutWhenTheyAreBeforeAllTime() {
      assertThat(modified(entry("a", "x").central(h -> h.extra = ZipForge.extendedTimestamp(-5))))
          .isEmpty();
    }

    private static Optional<Instant> modified(ForgedEntry entry) {
      return Unzipped.of(entry).whole().modified("a");
    }
  }
}
