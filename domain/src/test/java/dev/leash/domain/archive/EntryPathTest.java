package dev.leash.domain.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EntryPathTest {
  private static final ArchiveLimits LIMITS = ArchiveLimits.DEFAULT;

  @Nested
  final class OnEveryPlatform {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "/",
          "/etc/passwd",
          "//server/share",
          "\\",
          "\\windows",
          "\\\\server\\share",
          "//?/C:/x",
          "\\\\?\\C:\\x",
          "\\\\.\\COM1"
        })
    void refusesAnAbsolutePath(String name) {
      assertThat(why(name)).isEqualTo("has an absolute path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C:", "c:x", "C:/x", "C:\\x", "z:\n"})
    void refusesADriveLetter(String name) {
      assertThat(why(name)).isEqualTo("has a drive letter");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "..",
          "../x",
          "x/..",
          "x/../",
          "x/../y",
          "x\\..\\y",
          "..\\x",
          "x/..\\y",
          "x\\../y",
          "./../x",
          "x/y/..\\"
        })
    void refusesADotDotComponent(String name) {
      assertThat(why(name)).isEqualTo("has a '..' component");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "a\u0000b",
          "\u0000",
          "a\nb",
          "a/\tb",
          "a\u001b[2J",
          "a\u007f",
          "a\u0085",
          "a\u009f"
        })
    void refusesAControlCharacter(String name) {
      assertThat(why(name)).isEqualTo("has a control character in its name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\ud800", "\udc00b", "a/\udbff/c", "\udc00\ud800"})
    void refusesHalfACharacterWhichNoFileSystemHolds(String name) {
      assertThat(why(name)).isEqualTo("has half a surrogate pair in its name");
    }

    @Test
    void refusesAnEmptyName() {
      assertThat(why("")).isEqualTo("has no name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"./C:/x", ".//./C:x", "./\\x"})
    void refusesWhatADotBeforeItWouldHide(String name) {
      assertThat(why(name)).isIn("has a drive letter", "has an absolute path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x/C:/y", "x/a:b", "x/\\y"})
    void takesFurtherInWhatIsUnsafeInFrontAlone(String name) {
      assertThat(EntryPath.parse(name, NameRules.POSIX, LIMITS))
          .isInstanceOf(EntryPath.Parsed.Safe.class);
    }

    @ParameterizedTest
    @EnumSource(NameRules.class)
    void refusesBeforeItAsksThePlatform(NameRules rules) {
      assertThat(EntryPath.parse("../x", rules, LIMITS))
          .isInstanceOf(EntryPath.Parsed.Refused.class);
    }

    @Test
    void showsTheNameEscaped() {
      assertThat(problem("a\u202e\nb", NameRules.POSIX))
          .isEqualTo(
              new ArchiveProblem.UnsafeEntry(
                  "a\\u{202e}\\u{a}b", "has a control character in its name"));
    }

    @ParameterizedTest
    @CsvSource({
      "a,a",
      "a/b,a/b",
      "a/b/,a/b",
      "./a,a",
      "a/./b,a/b",
      "a//b,a/b",
      "a/.,a",
      ".../a,.../a",
      "..a/b..,..a/b..",
      "ä/€/😀,ä/€/😀",
      "a b/c d,a b/c d"
    })
    void takesASafeName(String name, String path) {
      assertThat(safe(name, NameRules.POSIX)).hasToString(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "./", "././/"})
    void takesTheRootItself(String name) {
      assertThat(safe(name, NameRules.PORTABLE).isRoot()).isTrue();
    }
  }

  @Nested
  final class WhereNamesArePortable {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "con",
          "PRN",
          "Aux",
          "nul",
          "NUL.txt",
          "nul.tar.gz",
          "a/con/b",
          "com1",
          "COM0",
          "lpt9.log",
          "com¹",
          "LPT².txt",
          "com³",
          "conin$",
          "CONOUT$",
          "con .txt",
          "aux  .",
          "con.\u2028"
        })
    void refusesAReservedName(String name) {
      assertThat(problem(name, NameRules.PORTABLE)).isInstanceOf(ArchiveProblem.UnsafeEntry.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.", "a ", "a./b", "a /b", "...", "a. ", " "})
    void refusesATrailingDotOrSpace(String name) {
      assertThat(problem(name, NameRules.PORTABLE))
          .isEqualTo(
              new ArchiveProblem.UnsafeEntry(
                  name, "has a component that ends with a dot or a space"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"ab:c", "ab:$DATA", "a*", "a?", "a<b", "a>b", "a\"b", "a|b", "a\\b", "x/ab:c"})
    void refusesAWildcardColonOrBackslash(String name) {
      assertThat(problem(name, NameRules.PORTABLE))
          .isEqualTo(
              new ArchiveProblem.UnsafeEntry(
                  name, "has a character that Windows cannot hold in a name"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "console",
          "com",
          "com10",
          "lpta",
          "com⁴",
          "nul_",
          "xcon",
          ".con",
          " a",
          "a.con",
          "auxiliary.txt",
          "conin"
        })
    void takesWhatOnlyLooksReserved(String name) {
      assertThat(safe(name, NameRules.PORTABLE)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"con", "a.", "a ", "ab:c", "a*b", "a\\b", "nul.txt"})
    void arePosixesOwnBusiness(String name) {
      assertThat(safe(name, NameRules.POSIX).components()).containsExactly(name);
    }
  }

  @Nested
  final class AtItsLimits {
    @Test
    void takesAPathOf1024BytesAndNoMore() {
      String path = ("d".repeat(63) + "/").repeat(16);

      assertThat(safe(path, NameRules.POSIX).components()).hasSize(16);
      assertThat(problem(path + "x", NameRules.POSIX))
          .isEqualTo(new ArchiveProblem.LimitExceeded("pathBytes", 1_024));
    }

    @Test
    void countsBytesNotCharacters() {
      String component = "€".repeat(85);

      assertThat(safe(component, NameRules.POSIX)).hasToString(component);
      assertThat(problem(component + "x", NameRules.POSIX))
          .isEqualTo(new ArchiveProblem.LimitExceeded("componentBytes", 255));
    }

    @Test
    void takesADepthOf64AndNoMore() {
      String deep = "d/".repeat(63);

      assertThat(safe(deep + "f", NameRules.POSIX).components()).hasSize(64);
      assertThat(problem(deep + "d/f", NameRules.POSIX))
          .isEqualTo(new ArchiveProblem.LimitExceeded("depth", 64));
    }

    @Test
    void countsNoDotsAsDepth() {
      assertThat(safe("./".repeat(100) + "f", NameRules.POSIX).components()).containsExactly("f");
    }
  }

  @Nested
  final class Stripped {
    private final EntryPath path = safe("a/b/c", NameRules.POSIX);

    @Test
    void losesItsLeadingComponents() {
      assertThat(path.strip(1)).hasValueSatisfying(left -> assertThat(left).hasToString("b/c"));
      assertThat(path.strip(2)).hasValueSatisfying(left -> assertThat(left).hasToString("c"));
    }

    @Test
    void isNothingWhenNothingIsLeft() {
      assertThat(path.strip(3)).isEmpty();
      assertThat(path.strip(64)).isEmpty();
    }

    @Test
    void isItselfWhenNothingIsToBeStripped() {
      assertThat(path.strip(0)).containsSame(path);
    }

    @Test
    void keepsTheRootOnlyWhenNothingIsToBeStripped() {
      EntryPath root = safe("./", NameRules.POSIX);

      assertThat(root.strip(0)).contains(root);
      assertThat(root.strip(1)).isEmpty();
    }
  }

  @Nested
  final class AsAValue {
    @Test
    void knowsItsParents() {
      assertThat(safe("a/b", NameRules.POSIX).parent()).contains(safe("a", NameRules.POSIX));
      assertThat(safe("a", NameRules.POSIX).parent())
          .hasValueSatisfying(root -> assertThat(root.isRoot()).isTrue());
      assertThat(safe(".", NameRules.POSIX).parent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/", "a\u0000"})
    void cannotBeMadeOfAComponentThatIsNone(String component) {
      assertThatIllegalArgumentException().isThrownBy(() -> EntryPath.of(List.of("a", component)));
    }
  }

  private static String why(String name) {
    return switch (problem(name, NameRules.POSIX)) {
      case ArchiveProblem.UnsafeEntry(String entry, String why) -> why;
      case ArchiveProblem other -> throw new AssertionError(other);
    };
  }

  private static ArchiveProblem problem(String name, NameRules rules) {
    return switch (EntryPath.parse(name, rules, LIMITS)) {
      case EntryPath.Parsed.Refused(ArchiveProblem problem) -> problem;
      case EntryPath.Parsed.Safe(EntryPath path) ->
          throw new AssertionError("taken: " + Optional.of(path));
    };
  }

  private static EntryPath safe(String name, NameRules rules) {
    return switch (EntryPath.parse(name, rules, LIMITS)) {
      case EntryPath.Parsed.Safe(EntryPath path) -> path;
      case EntryPath.Parsed.Refused(ArchiveProblem problem) -> throw new AssertionError(problem);
    };
  }
}
