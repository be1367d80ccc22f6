package dev.leash.filesystem.archive;

import static dev.leash.filesystem.archive.testing.ForgedMember.file;
import static dev.leash.filesystem.archive.testing.ForgedMember.folder;
import static dev.leash.filesystem.archive.testing.ForgedMember.hardLink;
import static dev.leash.filesystem.archive.testing.ForgedMember.link;
import static dev.leash.filesystem.archive.testing.ForgedMember.member;
import static dev.leash.filesystem.archive.testing.TarForge.tar;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.ArchiveProblem.Unsupported;
import dev.leash.domain.archive.NameRules;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.Archive.Options;
import dev.leash.domain.port.MemoryTree;
import dev.leash.filesystem.archive.testing.ForgedMember;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Members of a tar: kinds, names, modes, times, links. */
final class TarEntriesTest {
  private static final byte[] NONE = {};
  private static final byte[] X = {'x'};

  static Unzipped unzipped(ForgedMember... members) {
    return Unzipped.of(tar(members), Unzipped.OPTIONS);
  }

  private static Unzipped stripped(ForgedMember... members) {
    return Unzipped.of(tar(members), Unzipped.stripping(1));
  }

  @Nested
  class Kinds {
    @Test
    void areFilesFoldersAndLinks() {
      Unzipped unzipped =
          unzipped(
              folder("d/"),
              file("d/f", "hello"),
              link("d/l", "f"),
              hardLink("d/h", "d/f"),
              member('7', "contiguous", X),
              member('\0', "old", X));

      MemoryTree tree = unzipped.whole();
      assertThat(unzipped.extracted()).isEqualTo(new Extracted.Whole(5, 7));
      assertThat(tree.folders()).containsExactly("d");
      assertThat(tree.files()).containsExactly("contiguous", "d/f", "d/h", "old");
      assertThat(tree.content("d/h")).asString().isEqualTo("hello");
      assertThat(tree.links()).containsEntry("d/l", "f");
    }

    @ParameterizedTest
    @ValueSource(chars = {'\0', '0', '7'})
    void areFoldersWhenTheirNameEndsLikeOne(char type) {
      assertThat(unzipped(member(type, "d/", NONE)).whole().folders()).containsExactly("d");
      assertThat(unzipped(member(type, "e/", NONE).old()).whole().folders()).containsExactly("e");
    }

    @ParameterizedTest
    @ValueSource(chars = {'3', '4', '6', '8', 'D', 'N', 'z', '\u00e9'})
    void areRefusedElse(char type) {
      unzipped(member(type, "dev/x", NONE))
          .isUnsafe("dev/x", "is neither a file nor a folder nor a link");
    }

    @Test
    void areRefusedWhereNothingWouldBeMadeOfThem() {
      stripped(member('3', "null", NONE))
          .isUnsafe("null", "is neither a file nor a folder nor a link");
    }

    @Test
    void areUnsupportedWhereTheyAreSparse() {
      assertThat(unzipped(member('S', "f", X)).refusedBeforehand())
          .isEqualTo(new Unsupported("a tar archive with sparse files"));
    }

    @Test
    void areUnsupportedWhereTheyGoOnFromAnotherPart() {
      assertThat(unzipped(member('M', "f", X)).refusedBeforehand())
          .isEqualTo(new Unsupported("one part of a tar archive in several parts"));
    }

    @Test
    void mayBeALabelOfTheWhole() {
      assertThat(unzipped(member('V', "Backup /of 2020", NONE), file("f", "x")).whole().files())
          .containsExactly("f");
    }

    @ParameterizedTest
    @ValueSource(chars = {'1', '2', '5'})
    void haveNoContentUnlessTheyAreFiles(char type) {
      Unzipped unzipped = unzipped(file("f", "x"), member(type, "d", X).linkName("f"));

      unzipped.isCorrupt("d: it is no file, and yet has content");
    }

    @Test
    void haveNoContentWhereTheirNameIsAFolders() {
      unzipped(member('0', "d/", X)).isCorrupt("d/: it is no file, and yet has content");
    }
  }

  @Nested
  class Names {
    @Test
    void areUtf8() {
      assertThat(unzipped(file("ü/日", "x")).whole().files()).containsExactly("ü/日");
    }

    @Test
    void areRefusedWhereTheyAreNot() {
      unzipped(file("a", "x").put(0, new byte[] {(byte) 0xfc}))
          .isUnsafe("ü", "has text that is no UTF-8");
      unzipped(file("a", "x").put(0, new byte[] {(byte) 0xc0, (byte) 0xae}))
          .isUnsafe("À®", "has text that is no UTF-8");
      unzipped(link("a", "x").put(157, new byte[] {(byte) 0xfc}))
          .isUnsafe("a", "has text that is no UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
      "../f, has a '..' component",
      "a/../../f, has a '..' component",
      "a\\..\\f, has a '..' component",
      "/f, has an absolute path",
      "\\f, has an absolute path",
      "C:/f, has a drive letter"
    })
    void areRefusedWhereTheyLeadOut(String name, String why) {
      unzipped(file(name, "x")).isUnsafe(name, why);
      unzipped(folder(name)).isUnsafe(name, why);
      unzipped(link(name, "x")).isUnsafe(name, why);
    }

    @Test
    void areRefusedWithControlCharacters() {
      unzipped(file("a\nb", "x")).isUnsafe("a\\u{a}b", "has a control character in its name");
    }

    @Test
    void areRefusedWhereTheyAreEmpty() {
      unzipped(file("", "x")).isUnsafe("", "has no name");
      unzipped(file("./", "")).whole();
      unzipped(file(".", "x")).isUnsafe(".", "has no name");
    }

    @Test
    void areRefusedTwice() {
      assertThat(unzipped(file("f", "1"), file("f", "2")).refused())
          .hasToString("UnsafeEntry[entry=f, why=is there twice]");
    }

    @Test
    void areRefusedBelowALink() {
      assertThat(unzipped(folder("d"), link("l", "d"), file("l/f", "x")).refused())
          .hasToString("UnsafeEntry[entry=l/f, why=lies below a link]");
    }

    @Test
    void areJudgedByTheRulesOfThePlatform() {
      Options portable = new Options(ArchiveLimits.DEFAULT, NameRules.PORTABLE, 0);

      Unzipped.of(tar(file("aux.txt", "x")), portable)
          .isUnsafe("aux.txt", "has a component that is a reserved name on Windows");
    }

    @Test
    void haveAPrefixInUstar() {
      assertThat(unzipped(file("f", "x").prefix("a/b")).whole().files()).containsExactly("a/b/f");
      unzipped(file("f", "x").prefix("../a")).isUnsafe("../a/f", "has a '..' component");
    }

    @Test
    void haveNoneInGnusFormatNorInOldOnes() {
      assertThat(unzipped(file("f", "x").gnu().prefix("14371645313")).whole().files())
          .containsExactly("f");
      assertThat(unzipped(file("g", "x").old().prefix("junk")).whole().files())
          .containsExactly("g");
    }

    @Test
    void mayFillTheirFields() {
      String name = "n".repeat(100);
      String prefix = "p".repeat(155);

      assertThat(unzipped(file(name, "x").prefix(prefix)).whole().files())
          .containsExactly(prefix + "/" + name);
    }
  }

  @Nested
  class Stripped {
    @Test
    void loseTheirFirstComponents() {
      MemoryTree tree =
          stripped(
                  folder("./"),
                  folder("top/"),
                  file("top/d/f", "x"),
                  hardLink("top/h", "top/d/f"),
                  link("top/l", "d/f"))
              .whole();

      assertThat(tree.files()).containsExactly("d/f", "h");
      assertThat(tree.links()).containsEntry("l", "d/f");
    }

    @Test
    void areDroppedWhereNothingIsLeft() {
      Unzipped unzipped =
          stripped(file("readme", "text"), link("l", "x"), hardLink("h", "x"), file("top/f", "x"));

      assertThat(unzipped.whole().files()).containsExactly("f");
      assertThat(unzipped.extracted()).isEqualTo(new Extracted.Whole(1, 1));
    }

    @Test
    void areJudgedBeforeAndAfter() {
      stripped(file("../top/f", "x")).isUnsafe("../top/f", "has a '..' component");
      stripped(file("top/C:f", "x")).isUnsafe("C:f", "has a drive letter");
    }
  }

  @Nested
  class Modes {
    @Test
    void areExecutableForTheirOwnerOnly() {
      MemoryTree tree =
          unzipped(file("a", "x").mode(0100755), file("b", "x").mode(0655), file("c", "").mode(0))
              .whole();

      assertThat(tree.isExecutable("a")).isTrue();
      assertThat(tree.isExecutable("b")).isFalse();
      assertThat(tree.isExecutable("c")).isFalse();
    }

    @Test
    void areNeverAnotherUsers() {
      // All that the tree is told is whether it is executable.
      assertThat(unzipped(file("a", "x").mode(07755)).whole().isExecutable("a")).isTrue();
    }

    @Test
    void mayMakeNoSense() {
      byte[] nonsense = "rwxr-xr\0".getBytes(StandardCharsets.ISO_8859_1);

      assertThat(unzipped(file("a", "x").put(100, nonsense)).whole().isExecutable("a")).isFalse();
    }
  }

  @Nested
  class Times {
    @Test
    void areKept() {
      assertThat(unzipped(file("a", "x").modified(1_580_702_707)).whole().modified("a"))
          .contains(Instant.parse("2020-02-03T04:05:07Z"));
    }

    @Test
    void areOlderThanTheEpochInBase256() {
      assertThat(unzipped(file("a", "x").base256(136, 12, -1)).whole().modified("a"))
          .contains(Instant.ofEpochSecond(-1));
    }

    @Test
    void areNoneWhereThereIsNoSuchTime() {
      assertThat(unzipped(file("a", "x").base256(136, 12, Long.MAX_VALUE)).whole().modified("a"))
          .isEmpty();
      assertThat(unzipped(file("a", "x").base256(136, 12, Long.MIN_VALUE)).whole().modified("a"))
          .isEmpty();
    }
  }

  @Nested
  class Links {
    @Test
    void areRefusedWhereTheyLeadOut() {
      unzipped(link("l", "../x")).isUnsafe("l", "is a link that leads out of the archive");
      assertThat(unzipped(link("l", "/etc/passwd")).refused())
          .hasToString("UnsafeEntry[entry=l, why=is a link with an absolute target]");
    }

    @Test
    void areJudgedAtTheEndOverTheWholeTree() {
      assertThat(unzipped(link("l", "later"), file("later", "x")).whole().links()).hasSize(1);
      assertThat(unzipped(link("l", "never")).refused())
          .hasToString("UnsafeEntry[entry=l, why=is a link to what is not in the archive]");
    }

    @Test
    void haveNoFoldersName() {
      unzipped(link("l/", "x")).isUnsafe("l/", "is a link with a folder's name");
      unzipped(hardLink("l/", "x")).isUnsafe("l/", "is a link with a folder's name");
    }
  }

  @Nested
  class HardLinks {
    @Test
    void areRefusedToWhatComesLater() {
      isNoFile(hardLink("h", "f"), file("f", "x"));
    }

    @Test
    void areRefusedToALink() {
      isNoFile(file("f", "x"), link("l", "f"), hardLink("h", "l"));
    }

    @Test
    void areRefusedThroughALink() {
      isNoFile(file("d/f", "x"), link("l", "d"), hardLink("h", "l/f"));
    }

    @Test
    void areRefusedToAFolder() {
      isNoFile(folder("d"), hardLink("h", "d"));
      isNoFile(folder("d"), hardLink("h", "."));
    }

    @Test
    void areRefusedWhereTheyLeadOut() {
      assertThat(unzipped(file("f", "x"), hardLink("h", "/etc/passwd")).refused())
          .hasToString("UnsafeEntry[entry=/etc/passwd, why=has an absolute path]");
      assertThat(unzipped(file("f", "x"), hardLink("h", "../f")).refused())
          .hasToString("UnsafeEntry[entry=../f, why=has a '..' component]");
      assertThat(unzipped(file("f", "x"), hardLink("h", "")).refused())
          .hasToString("UnsafeEntry[entry=, why=has no name]");
    }

    @Test
    void areRefusedToWhatWasStripped() {
      assertThat(stripped(file("f", "x"), hardLink("top/h", "f")).refused())
          .hasToString("UnsafeEntry[entry=h, why=is a hard link to what is no file before it]");
    }

    private static void isNoFile(ForgedMember... members) {
      assertThat(unzipped(members).refused())
          .hasToString("UnsafeEntry[entry=h, why=is a hard link to what is no file before it]");
    }
  }
}
