package dev.leash.domain.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.download.FileList.Entry;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class FileListTest {
  private static final int ALL = 1_000_000;

  /** In an order that is none. */
  private static FileList numbered(int count) {
    List<Integer> numbers = IntStream.range(0, count).boxed().collect(Collectors.toList());
    Collections.shuffle(numbers, new Random(7));
    FileList.Builder builder = new FileList.Builder();
    numbers.forEach(number -> builder.add(name(number), number, number % 3 == 0));
    return builder.build();
  }

  private static String name(int number) {
    return "data/textures/%06d.dds".formatted(number);
  }

  private static List<Entry> entries(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(number -> new Entry(name(number), number, number % 3 == 0))
        .toList();
  }

  @Test
  void isInTheOrderOfThePathsCodeUnits() {
    FileList list =
        new FileList.Builder()
            .add("a/b", 1, false)
            .add("a", 2, false)
            .add("\uFFFD", 3, false)
            .add("\uD83D\uDE00", 4, false)
            .add("B", 5, false)
            .add("a-b", 6, false)
            .build();

    assertThat(list.page(Optional.empty(), ALL))
        .extracting(Entry::path)
        .containsExactly("B", "a", "a-b", "a/b", "\uD83D\uDE00", "\uFFFD");
  }

  @Nested
  class APage {
    private final FileList list = numbered(2_500);

    @Test
    void holdsAllWhereThatIsAllowed() {
      assertThat(list.page(Optional.empty(), ALL)).isEqualTo(entries(0, 2_500));
      assertThat(list.page(Optional.empty(), 2_500)).isEqualTo(entries(0, 2_500));
    }

    @Test
    void holdsNoMoreThanItsLimit() {
      assertThat(list.page(Optional.empty(), 1)).isEqualTo(entries(0, 1));
      assertThat(list.page(Optional.empty(), 1_001)).isEqualTo(entries(0, 1_001));
    }

    @Test
    void beginsAfterAPath() {
      assertThat(list.page(Optional.of(name(999)), 10)).isEqualTo(entries(1_000, 1_010));
      assertThat(list.page(Optional.of(name(1_000)), 10)).isEqualTo(entries(1_001, 1_011));
      assertThat(list.page(Optional.of(name(995)), 10)).isEqualTo(entries(996, 1_006));
      assertThat(list.page(Optional.of(name(2_499)), 10)).isEmpty();
    }

    @Test
    void beginsAfterAPathThatIsNotThere() {
      assertThat(list.page(Optional.of(name(7) + "x"), 2)).isEqualTo(entries(8, 10));
      assertThat(list.page(Optional.of(""), 2)).isEqualTo(entries(0, 2));
      assertThat(list.page(Optional.of("z"), 2)).isEmpty();
    }
  }

  @Test
  void isSmallForWhatIsInIt() {
    // As objects, they would take some 10 MB.
    assertThat(numbered(100_000).heldBytes()).isBetween(100_000L, 1_500_000L);
    assertThat(FileList.EMPTY.heldBytes()).isPositive();
  }

  @Test
  void equalsOneWithTheSameEntries() {
    assertThat(numbered(1_001)).isEqualTo(numbered(1_001)).hasSameHashCodeAs(numbered(1_001));
    assertThat(numbered(1_001)).isNotEqualTo(numbered(1_002)).isNotEqualTo(FileList.EMPTY);
    assertThat(new FileList.Builder().build()).isEqualTo(FileList.EMPTY);
  }
}
