package dev.leash.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.filesystem.Found.Kind;
import dev.leash.filesystem.PublicationPlan.Step;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JournalFormatTest {
  private static final Found FILE = new Found(Kind.FILE, "(ino=7)", 12, 1_700_000_000_123_456_789L);
  private static final Journal JOURNAL =
      new Journal(
          List.of(
              entry(new Step.Backup(Path.of("/d/a b%\nü"), Path.of("/s/old"), FILE), FILE),
              entry(new Step.Move(Path.of("/s/new"), Path.of("/d/a b%\nü")), FILE),
              entry(
                  new Step.Move(Path.of("/s/sub"), Path.of("/d/sub")),
                  new Found(Kind.FOLDER, Found.UNKNOWN, 0, -1))));
  private static final String TEXT = JournalFormat.write(JOURNAL);

  private static Journal.Entry entry(Step step, Found found) {
    return new Journal.Entry(step, found);
  }

  @Test
  void readsWhatItWrote() {
    assertThat(JournalFormat.read(TEXT)).contains(JOURNAL);
    Journal empty = new Journal(List.of());
    assertThat(JournalFormat.read(JournalFormat.write(empty))).contains(empty);
  }

  @Test
  void isTextOfALineEachInAscii() {
    assertThat(TEXT.lines()).hasSize(5).allMatch(line -> line.matches("[!-~ ]+ [0-9a-f]{8}"));
    assertThat(TEXT).startsWith("leash-journal 1 ").contains("\nmove /s/new /d/a%20b%25%0a%c3%bc ");
  }

  @Test
  void readsNothingThatWasCutAnywhere() {
    for (int length = 0; length < TEXT.length(); length++) {
      assertThat(JournalFormat.read(TEXT.substring(0, length))).as("%d", length).isEmpty();
    }
  }

  @Test
  void readsNothingInWhichOneCharacterIsAnother() {
    for (int i = 0; i < TEXT.length(); i++) {
      String damaged = TEXT.substring(0, i) + (char) (TEXT.charAt(i) ^ 1) + TEXT.substring(i + 1);
      assertThat(JournalFormat.read(damaged)).as("%d", i).isEmpty();
    }
  }

  @Test
  void readsNothingWhoseLinesAreInAnotherOrderOrWithMoreAfterTheEnd() {
    List<String> lines = TEXT.lines().toList();
    String swapped =
        String.join("\n", lines.get(0), lines.get(2), lines.get(1), lines.get(3), lines.get(4), "");

    assertThat(JournalFormat.read(swapped)).isEmpty();
    assertThat(JournalFormat.read(TEXT + TEXT)).isEmpty();
  }
}
