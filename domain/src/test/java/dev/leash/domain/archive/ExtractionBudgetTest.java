package dev.leash.domain.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ExtractionBudgetTest {
  private static final int ENTRIES = 3;
  private static final long EXPANDED = 10_000;
  private static final int RATIO = 10;
  private static final long FLOOR = 1_000;

  private final ExtractionBudget budget = new ExtractionBudget(limits(EXPANDED, RATIO));

  @Test
  void takesEntriesUpToTheLimitAndNotOneMore() {
    for (int entry = 0; entry < ENTRIES; entry++) {
      assertThat(budget.countEntry()).isEmpty();
    }

    assertThat(budget.countEntry()).contains(new ArchiveProblem.LimitExceeded("entries", ENTRIES));
    assertThat(budget.countEntry()).contains(new ArchiveProblem.LimitExceeded("entries", ENTRIES));
  }

  @Test
  void takesBytesUpToTheLimitAndNotOneMore() {
    assertThat(budget.countBytes(EXPANDED, EXPANDED)).isEmpty();
    assertThat(budget.expandedBytes()).isEqualTo(EXPANDED);

    assertThat(budget.countBytes(1, EXPANDED))
        .contains(new ArchiveProblem.LimitExceeded("expandedBytes", EXPANDED));
  }

  @Test
  void addsUpWhatIsWritten() {
    assertThat(budget.countBytes(EXPANDED - 1, EXPANDED)).isEmpty();
    assertThat(budget.countBytes(1, EXPANDED)).isEmpty();
    assertThat(budget.countBytes(1, EXPANDED)).isPresent();
  }

  @Test
  void judgesNoRatioUpToTheFloor() {
    assertThat(budget.countBytes(FLOOR, 0)).isEmpty();
    assertThat(budget.countBytes(1, 1)).containsInstanceOf(ArchiveProblem.Bomb.class);
  }

  @Test
  void takesARatioUpToTheLimitAndNotOneByteMore() {
    assertThat(budget.countBytes(2_000, 200)).isEmpty();
    assertThat(budget.countBytes(1, 200))
        .contains(new ArchiveProblem.Bomb("more than 10 bytes for each byte of the archive"));
  }

  @Test
  void takesNoLargeArchiveForABombWhereTheRatioIsAsGoodAsUnlimited() {
    ExtractionBudget lenient = new ExtractionBudget(limits(Long.MAX_VALUE, Integer.MAX_VALUE));

    assertThat(lenient.countBytes(1L << 34, 1L << 33)).isEmpty();
  }

  @Test
  void staysUsedUpWhateverWasCounted() {
    assertThat(budget.countBytes(Long.MAX_VALUE, EXPANDED)).isPresent();
    assertThat(budget.countBytes(Long.MAX_VALUE, EXPANDED)).isPresent();
    assertThat(budget.countBytes(1, EXPANDED)).isPresent();
  }

  private static ArchiveLimits limits(long expanded, int ratio) {
    return new ArchiveLimits(ENTRIES, expanded, ratio, FLOOR, 1_024, 255, 64, 1, 1, 1, 1);
  }
}
