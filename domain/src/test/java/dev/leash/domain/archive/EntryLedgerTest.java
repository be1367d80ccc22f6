package dev.leash.domain.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.archive.EntryLedger.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class EntryLedgerTest {
  private static final int MANY = 20_000;

  private final EntryLedger ledger = new EntryLedger(ArchiveLimits.DEFAULT);

  @Test
  void takesATree() {
    assertThat(enter("a", Kind.FOLDER)).isEmpty();
    assertThat(enter("a/b", Kind.FILE)).isEmpty();
    assertThat(enter("a/c", Kind.LINK)).isEmpty();
    assertThat(enter("d/e/f", Kind.FILE)).isEmpty();
    assertThat(enter("d/e/g", Kind.FILE)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void refusesASecondEntryOfOneName(Kind kind) {
    enter("a/b", kind);

    assertThat(enter("a/b", Kind.FILE)).isEqualTo(unsafe("a/b", "is there twice"));
    assertThat(enter("a/b", Kind.FOLDER)).isEqualTo(unsafe("a/b", "is there twice"));
    assertThat(enter("a/b", Kind.LINK)).isEqualTo(unsafe("a/b", "is there twice"));
  }

  @Test
  void letsAFolderThatFollowedFromItsContentBeNamedOnce() {
    enter("a/b/c", Kind.FILE);

    assertThat(enter("a/b", Kind.FOLDER)).isEmpty();
    assertThat(enter("a", Kind.FOLDER)).isEmpty();
    assertThat(enter("a", Kind.FOLDER)).isEqualTo(unsafe("a", "is there twice"));
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, names = "FOLDER", mode = EnumSource.Mode.EXCLUDE)
  void refusesAFileOrLinkWhereAFolderFollowedFromItsContent(Kind kind) {
    enter("a/b/c", Kind.FILE);

    assertThat(enter("a/b", kind)).isEqualTo(unsafe("a/b", "is a folder too"));
    assertThat(enter("a", kind)).isEqualTo(unsafe("a", "is a folder too"));
  }

  @Test
  void refusesWhatLiesBelowAFile() {
    enter("a", Kind.FILE);

    assertThat(enter("a/b", Kind.FILE)).isEqualTo(unsafe("a/b", "lies below a file"));
    assertThat(enter("a/c/d/e", Kind.FOLDER)).isEqualTo(unsafe("a/c/d/e", "lies below a file"));
  }

  @Test
  void refusesWhatLiesBelowALink() {
    enter("a/l", Kind.LINK);

    assertThat(enter("a/l/x", Kind.FILE)).isEqualTo(unsafe("a/l/x", "lies below a link"));
  }

  @Test
  void takesTheRootOnceAsAFolder() {
    assertThat(enter(".", Kind.FOLDER)).isEmpty();
    assertThat(enter(".", Kind.FOLDER)).isPresent();
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, names = "FOLDER", mode = EnumSource.Mode.EXCLUDE)
  void refusesAFileOrLinkInPlaceOfTheRoot(Kind kind) {
    assertThat(enter("./", kind)).isEqualTo(unsafe("", "is a folder too"));
  }

  @Test
  void showsNamesEscaped() {
    EntryPath path = new EntryPath("a\u202eb");
    var _ = ledger.enter(path, Kind.FILE);

    assertThat(ledger.enter(path, Kind.FILE)).isEqualTo(unsafe("a\\u{202e}b", "is there twice"));
  }

  private Optional<ArchiveProblem> enter(String name, Kind kind) {
    return switch (EntryPath.parse(name, NameRules.POSIX, ArchiveLimits.DEFAULT)) {
      case EntryPath.Parsed.Safe(EntryPath path) -> ledger.enter(path, kind);
      case EntryPath.Parsed.Refused(ArchiveProblem problem) -> throw new AssertionError(problem);
    };
  }

  private static Optional<ArchiveProblem> unsafe(String entry, String why) {
    return Optional.of(new ArchiveProblem.UnsafeEntry(entry, why));
  }

  @Test
  void takesSomeImpliedFoldersAndNoMore() {
    EntryLedger small = new EntryLedger(limitOf(3));
    for (int i = 0; i < EntryLedger.IMPLIED_FLOOR; i++) {
      assertThat(small.enter(safe("folder" + i + "/file"), Kind.FILE)).isEmpty();
    }

    assertThat(small.enter(safe("one more/file"), Kind.FILE))
        .contains(new ArchiveProblem.LimitExceeded("entries", EntryLedger.IMPLIED_FLOOR));
  }

  @Test
  void isNotSlowedDownByNamesOfOneHashCode() {
    List<String> alike = namesOfOneHashCode(MANY);
    List<String> usual = IntStream.range(0, MANY).mapToObj(i -> "usual-" + i).toList();
    timeToEnter(alike.subList(0, 1_000));

    // The best of some: a busy machine slows one of them down, not all.
    long alikeTook = best(() -> timeToEnter(alike));
    long usualTook = best(() -> timeToEnter(usual));

    assertThat(alike.stream().map(String::hashCode).distinct()).hasSize(1);
    // A few with bins that are searched as trees, thousands with bins that are searched as lists.
    assertThat((double) alikeTook / usualTook).isLessThan(50);
  }

  private static long best(LongSupplier measured) {
    return IntStream.range(0, 3).mapToLong(_ -> measured.getAsLong()).min().orElseThrow();
  }

  private static long timeToEnter(List<String> names) {
    EntryLedger fresh = new EntryLedger(ArchiveLimits.DEFAULT);
    long before = System.nanoTime();
    for (String name : names) {
      assertThat(fresh.enter(safe(name), Kind.FILE).isEmpty()).isTrue();
    }
    return System.nanoTime() - before;
  }

  /** "Aa" and "BB" have one hash code, and so has whatever is made of as many of either. */
  private static List<String> namesOfOneHashCode(int count) {
    return IntStream.range(0, count)
        .mapToObj(number ->
            IntStream.range(0, 15)
                .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining()))
        .toList();
  }

  private static EntryPath safe(String name) {
    return new EntryPath(name);
  }

  private static ArchiveLimits limitOf(int entries) {
    ArchiveLimits all = ArchiveLimits.DEFAULT;
    return new ArchiveLimits(
        entries,
        all.expandedBytes(),
        all.ratio(),
        all.ratioFloorBytes(),
        all.pathBytes(),
        all.componentBytes(),
        all.depth(),
        all.decoderMemoryBytes(),
        all.windowBytes(),
        all.extensionBytes(),
        all.numberLength());
  }
}
