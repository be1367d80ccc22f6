package dev.leash.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.leash.filesystem.CrashPoints.Point;
import dev.leash.filesystem.DyingDaemon.When;
import dev.leash.filesystem.FilesystemSettings.Durability;
import dev.leash.filesystem.Ground.Kind;
import dev.leash.filesystem.PublicationPlan.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the next start makes of a publication that died, when somebody was there in between. */
final class RecoveryTest {
  /** All renames are done, nothing is committed. */
  private static final When CUT_SHORT = new When(Point.GATE_LEFT, 1);

  @TempDir Path temp;

  private DyingDaemon daemon;
  private Path place;

  @BeforeEach
  void furnish() throws IOException {
    daemon = new DyingDaemon(temp).furnished();
    place = daemon.root().resolve("mods/one");
  }

  private void die(Kind kind) throws IOException {
    assertThat(daemon.dies(kind, CUT_SHORT)).isTrue();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.toList();
    }
  }

  private Path home() throws IOException {
    return daemon.root().resolve(".leash-" + Files.getAttribute(daemon.root(), "unix:uid"));
  }

  private Path staging() throws IOException {
    return list(home()).getFirst();
  }

  private Path journal() throws IOException {
    return staging().resolve("journal");
  }

  /** The folder is as it was, out of reach of the next starts. */
  private void assertKept(Path staging) throws IOException {
    assertThat(staging).isDirectory();
    assertThat(list(daemon.state().resolve("staging"))).isEmpty();
    assertThat(daemon.state().resolve("kept").resolve(staging.getFileName())).isRegularFile();
    Map<String, String> before = daemon.everything();
    daemon.recover();
    assertThat(daemon.everything()).isEqualTo(before);
  }

  @Test
  void leavesANewFileThatSomebodyWroteToAndKeepsWhatWasThereBefore() throws IOException {
    die(Kind.MERGE);
    Files.writeString(place.resolve("a"), "edited since");

    daemon.recover();

    assertThat(place.resolve("a")).hasContent("edited since");
    assertThat(place.resolve("b")).hasContent("old b");
    assertThat(place.resolve("c")).doesNotExist();
    assertKept(staging());
    assertThat(daemon.everything()).containsValue("old a");
  }

  @Test
  void leavesANewFolderToWhichSomebodyAdded() throws IOException {
    die(Kind.MERGE);
    Files.writeString(place.resolve("new/mine"), "mine");

    daemon.recover();

    assertThat(place.resolve("new/mine")).hasContent("mine");
    assertThat(place.resolve("a")).hasContent("old a");
  }

  @Test
  void putsAnOldFileBackThatWasWrittenToWhileItWasABackup() throws IOException {
    die(Kind.MERGE);
    Path log = daemon.root().resolve("log");
    Files.createLink(log, backupOf("old a"));
    Files.writeString(log, "old a, written by who had it open");

    daemon.recover();

    assertThat(place.resolve("a")).hasContent("old a, written by who had it open");
    assertThat(home()).doesNotExist();
  }

  private Path backupOf(String content) throws IOException {
    try (Stream<Path> walk = Files.walk(staging())) {
      for (Path path : walk.filter(Files::isRegularFile).toList()) {
        if (Files.readString(path).equals(content)) {
          return path;
        }
      }
    }
    throw new AssertionError("no backup of " + content);
  }

  @Test
  void putsBackWhatMadeRoomForWhatSomebodyDeleted() throws IOException {
    die(Kind.MERGE);
    Files.delete(place.resolve("a"));

    daemon.recover();

    assertThat(place.resolve("a")).hasContent("old a");
    assertThat(home()).doesNotExist();
  }

  @Test
  void keepsTheOldFolderWhenAnotherIsInItsPlace() throws IOException {
    die(Kind.REPLACE);
    Files.move(place, place.resolveSibling("away"));
    Files.createDirectory(place);

    daemon.recover();

    assertThat(place).isEmptyDirectory();
    assertKept(staging());
    assertThat(daemon.everything()).containsValue("old mine");
  }

  @Test
  void goesOnWithAnUndoThatDiedItself() throws IOException {
    Map<String, String> before = old();
    die(Kind.MERGE);
    Disk disk = new NioDisk(Durability.PROCESS);
    List<Journal.Entry> entries =
        new JournalFile(new StagingFolder(staging(), home()), disk).read().orElseThrow().entries();
    Undo undo = new Undo(disk, new PatientMove(disk, new HurriedClock()));
    assertThat(undo.of(entries.subList(entries.size() / 2, entries.size())))
        .isEqualTo(Undo.Undone.RESTORED);

    daemon.recover();

    assertThat(daemon.everything()).isEqualTo(before);
  }

  private Map<String, String> old() throws IOException {
    daemon.recover();
    return daemon.everything();
  }

  @Test
  void quarantinesAJournalThatIsDamaged() throws IOException {
    die(Kind.MERGE);
    String text = Files.readString(journal());
    Files.writeString(journal(), text.substring(0, text.length() - 1));

    daemon.recover();

    assertThat(place.resolve("a")).hasContent("new a");
    assertKept(staging());
    assertThat(daemon.everything()).containsValue("old a");
  }

  @Test
  void quarantinesAJournalThatSpeaksOfOtherPlaces() throws IOException {
    Path outside = Files.writeString(temp.toRealPath().resolve("outside"), "precious");
    Path backup = Path.of("backup");
    for (Step step :
        List.of(
            new Step.Move(Path.of("in"), outside),
            new Step.Move(Path.of("in"), place.resolve("../../../outside")),
            new Step.Move(Path.of("in"), home().resolve("x")),
            new Step.Backup(
                place.resolve("mine"),
                outside,
                Found.at(outside, new NioDisk(Durability.PROCESS)).orElseThrow()))) {
      die(Kind.MERGE);
      Path staging = staging();
      Step forged =
          switch (step) {
            case Step.Move(Path _, Path to) -> new Step.Move(staging.resolve(backup), to);
            case Step.Backup elsewhere -> elsewhere;
          };
      Found found = Found.at(outside, new NioDisk(Durability.PROCESS)).orElseThrow();
      new JournalFile(new StagingFolder(staging, home()), new NioDisk(Durability.PROCESS))
          .write(new Journal(List.of(new Journal.Entry(forged, found))));

      daemon.recover();

      assertThat(outside).hasContent("precious");
      assertKept(staging);
      new Deletion(home(), new NioDisk(Durability.PROCESS)).run();
      daemon.furnished();
    }
  }

  @Test
  void goesThroughNoLinkThatTookAFoldersPlace() throws IOException {
    die(Kind.MERGE);
    Path away = temp.toRealPath().resolve("away");
    Files.move(place.resolve("sub"), away);
    Files.createSymbolicLink(place.resolve("sub"), away);

    daemon.recover();

    assertThat(away.resolve("x")).hasContent("new sub/x");
    assertKept(staging());
  }

  @Test
  void waitsForNothingOnceTheFolderIsFound() throws IOException {
    assertThat(daemon.dies(Kind.MERGE, new When(Point.MADE, 1))).isTrue();
    new Deletion(place.resolveSibling(""), new NioDisk(Durability.PROCESS)).run();

    daemon.recover();

    assertThat(list(daemon.state().resolve("staging"))).isEmpty();
    assertThat(list(daemon.root())).isEmpty();
  }

  @Test
  void waitsForADriveThatIsAwayWhenThePlaceItIsMountedAtIsThere() throws IOException {
    Map<String, String> before = old();
    die(Kind.MERGE);
    Path away = temp.resolve("away");
    Files.move(daemon.root(), away);
    Files.createDirectory(daemon.root());

    daemon.recover();
    assertThat(list(daemon.state().resolve("staging"))).hasSize(1);
    Files.delete(daemon.root());
    Files.move(away, daemon.root());
    daemon.recover();

    assertThat(daemon.everything()).isEqualTo(before);
  }

  @Test
  void waitsForADriveThatIsAwayAndUndoesWhenItReturns() throws IOException {
    Map<String, String> before = old();
    die(Kind.MERGE);
    Path away = temp.resolve("away");
    Files.move(daemon.root(), away);
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));

    try (FileWorkspace next =
        new FileWorkspace(
            FilesystemSettings.of(daemon.state(), List.of(elsewhere)),
            FileWorkspaceTest.means(() -> "unused"))) {
      next.recover();
    }
    assertThat(list(daemon.state().resolve("staging"))).hasSize(1);
    Files.move(away, daemon.root());
    daemon.recover();

    assertThat(daemon.everything()).containsAllEntriesOf(before).hasSameSizeAs(before);
    assertThat(daemon.everything()).contains(entry("allowed/mods/one/a", "old a"));
  }
}
