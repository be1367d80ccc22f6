package dev.leash.filesystem.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.Archive.Options;
import dev.leash.domain.port.MemoryTree;
import dev.leash.filesystem.archive.testing.SevenZForge;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a 7z's entries may be. */
final class SevenZEntriesTest {
  private static final int LINK = 0120777;

  @Test
  void becomeATree() {
    MemoryTree tree =
        unpacked(
                forge()
                    .folder("d")
                    .folder("d/empty")
                    .file("d/a.txt", "aaa")
                    .file("nothing", "")
                    .unix("link", "d/a.txt", LINK)
                    .unix("tool", "#!", 0100755))
            .whole();

    assertThat(tree.folders()).containsExactly("d", "d/empty");
    assertThat(tree.files()).containsExactly("d/a.txt", "nothing", "tool");
    assertThat(tree.links()).containsEntry("link", "d/a.txt");
    assertThat(text(tree, "d/a.txt")).isEqualTo("aaa");
    assertThat(tree.isExecutable("tool")).isTrue();
    assertThat(tree.isExecutable("d/a.txt")).isFalse();
  }

  @Test
  void areCounted() {
    Unzipped unpacked =
        unpacked(forge().folder("d").file("a", "12345").file("b", "").unix("l", "a", LINK));

    assertThat(unpacked.extracted()).isEqualTo(new Extracted.Whole(3, 5));
    assertThat(unpacked.tree().expected()).hasValue(5);
  }

  @Test
  void mayBeNone() {
    assertThat(unpacked(forge()).whole().files()).isEmpty();
    assertThat(unpacked(forge().header(header -> header.files = new byte[0])).whole().files())
        .isEmpty();
  }

  @Test
  void mayHaveBlocksOfTheirOwn() {
    MemoryTree tree = unpacked(forge().file("a", "aa").file("b", "bbb").separate()).whole();

    assertThat(text(tree, "a")).isEqualTo("aa");
    assertThat(text(tree, "b")).isEqualTo("bbb");
  }

  @Test
  void mayHaveContentOfNoBytes() {
    MemoryTree tree =
        unpacked(forge().file("a", "").file("b", "", file -> file.empty = false).file("c", "cc"))
            .whole();

    assertThat(tree.files()).containsExactly("a", "b", "c");
    assertThat(text(tree, "c")).isEqualTo("cc");
  }

  @Test
  void mayHaveNoCrc() {
    assertThat(text(unpacked(forge().file("a", "aa", file -> file.crc = -1)).whole(), "a"))
        .isEqualTo("aa");
  }

  @ParameterizedTest
  @CsvSource({
    "../up, has a '..' component",
    "a/../../up, has a '..' component",
    "a\\..\\up, has a '..' component",
    "/root, has an absolute path",
    "\\\\server\\share, has an absolute path",
    "C:/windows, has a drive letter",
    "'', has no name",
    "., has no name"
  })
  void areUnsafeByTheirNames(String name, String why) {
    unpacked(forge().file("first", "1").file(name, "x")).isUnsafe(name, why);
  }

  @Test
  void areUnsafeWithHalfOfASurrogatePair() {
    unpacked(
            forge().file("a", "x", file -> file.name = SevenZForge.bytes('a', 0, 0x00, 0xd8, 0, 0)))
        .isUnsafe("a\\u{d800}", "has half a surrogate pair in its name");
  }

  @Test
  void haveABackslashInTheirNamesWhereItIsNoSeparator() {
    assertThat(unpacked(forge().file("a\\b", "x")).whole().files()).containsExactly("a\\b");
  }

  @Test
  void areUnsafeWhenThereTwice() {
    unpacked(forge().file("a", "1").file("./a", "2")).isUnsafe("a", "is there twice");
  }

  @Test
  void areUnsafeBelowAFile() {
    unpacked(forge().file("a", "1").file("a/b", "2")).isUnsafe("a/b", "lies below a file");
  }

  @Test
  void areUnsafeBelowALink() {
    unpacked(forge().unix("l", "d", LINK).folder("d").file("l/b", "2"))
        .isUnsafe("l/b", "lies below a link");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../out", "/etc/passwd", "C:\\x", "nowhere"})
  void areUnsafeLinksWhenTheyLeadOut(String target) {
    assertThat(unpacked(forge().unix("l", target, LINK)).refused())
        .isInstanceOf(ArchiveProblem.UnsafeEntry.class);
  }

  @Test
  void mayBeLinksToWhatComesLater() {
    assertThat(unpacked(forge().unix("l", "z", LINK).file("z", "x")).whole().links())
        .containsEntry("l", "z");
  }

  @Test
  void areUnsafeLinksWithoutATarget() {
    unpacked(forge().file("a", "x").unix("l", "", LINK))
        .isUnsafe("l", "is a link without a target");
  }

  @Test
  void areUnsafeLinksWithATargetThatIsTooLong() {
    unpacked(forge().unix("l", "x".repeat(4_097), LINK))
        .isUnsafe("l", "is a link whose target is too long");
  }

  @ParameterizedTest
  @ValueSource(ints = {0010644, 0020644, 0060644, 0140644})
  void areUnsafeDevicesAndTheLike(int mode) {
    unpacked(forge().unix("dev", "x", mode))
        .isUnsafe("dev", "is neither a file nor a folder nor a link");
  }

  @Test
  void areUnsafeOrdersToDelete() {
    unpacked(forge().file("a", "x").file("b", "", file -> file.anti = true))
        .isUnsafe("b", "is no file but an order to delete one");
  }

  @Test
  void areUnsafeLinksOfWindows() {
    unpacked(forge().file("a", "x", file -> file.attributes = 0x400))
        .isUnsafe("a", "is a link as only Windows has them");
  }

  @Test
  void areUnsafeFoldersWithContent() {
    unpacked(forge().file("a", "x", file -> file.attributes = 0x10))
        .isUnsafe("a", "is a file and a folder too");
  }

  @Test
  void areUnsafeFoldersThatAreLinks() {
    unpacked(forge().folder("a", file -> file.attributes = 0x8000 | LINK << 16))
        .isUnsafe("a", "is a folder and something else too");
  }

  @Test
  void areUnsafeFilesWithAFoldersName() {
    unpacked(forge().file("a/", "x")).isUnsafe("a/", "is no folder, and has a folder's name");
  }

  @Test
  void keepTheirTimes() {
    Instant modified = Instant.parse("2020-02-03T04:05:06.700Z");
    long ticks = (modified.toEpochMilli() + 11_644_473_600_000L) * 10_000;

    MemoryTree tree =
        unpacked(forge().file("a", "x", file -> file.fileTime = ticks).file("b", "y")).whole();

    assertThat(tree.modified("a")).contains(modified);
    assertThat(tree.modified("b")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1})
  void mayHaveAnyTime(long ticks) {
    assertThat(unpacked(forge().file("a", "x", file -> file.fileTime = ticks)).whole().files())
        .containsExactly("a");
  }

  @Test
  void areStripped() {
    SevenZForge forge =
        forge().file("top", "dropped").file("d/a", "kept").folder("d").unix("d/l", "a", LINK);

    Unzipped unpacked = Unzipped.of(forge.bytes(), Unzipped.stripping(1));

    assertThat(unpacked.extracted()).isEqualTo(new Extracted.Whole(2, 4));
    assertThat(text(unpacked.whole(), "a")).isEqualTo("kept");
    assertThat(unpacked.tree().links()).containsEntry("l", "a");
  }

  @Test
  void areCheckedWhenTheyAreDropped() {
    SevenZForge forge = forge().file("top", "dropped", file -> file.crc ^= 1).file("d/a", "kept");

    Unzipped.of(forge.bytes(), Unzipped.stripping(1))
        .isCorrupt("top: its CRC-32 is not what the end header says");
  }

  @Test
  void areAsManyAsAreAllowed() {
    SevenZForge forge = forge().file("a", "x").folder("b").file("c", "");

    assertThat(Unzipped.of(forge.bytes(), entries(3)).extracted())
        .isInstanceOf(Extracted.Whole.class);
    assertThat(Unzipped.of(forge.bytes(), entries(2)).refusedBeforehand())
        .isEqualTo(new LimitExceeded("entries", 2));
  }

  private static Options entries(int most) {
    ArchiveLimits all = ArchiveLimits.DEFAULT;
    return Unzipped.options(
        new ArchiveLimits(
            most,
            all.expandedBytes(),
            all.ratio(),
            all.ratioFloorBytes(),
            all.pathBytes(),
            all.componentBytes(),
            all.depth(),
            all.decoderMemoryBytes(),
            all.windowBytes(),
            all.extensionBytes(),
            all.numberLength()));
  }

  static SevenZForge forge() {
    return new SevenZForge();
  }

  static Unzipped unpacked(SevenZForge forge) {
    return Unzipped.of(forge.bytes(), Unzipped.OPTIONS);
  }

  private static String text(MemoryTree tree, String path) {
    return new String(tree.content(path), StandardCharsets.UTF_8);
  }
}
