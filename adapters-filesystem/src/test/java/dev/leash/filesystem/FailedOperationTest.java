package dev.leash.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Staging.Published;
import dev.leash.filesystem.CrashPoints.Point;
import dev.leash.filesystem.DyingDaemon.When;
import dev.leash.filesystem.FailingDisk.Fault;
import dev.leash.filesystem.FilesystemSettings.Durability;
import dev.leash.filesystem.Ground.Kind;
import dev.leash.filesystem.WatchedDisk.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link FailingDiskTest} once found, each by its name. */
final class FailedOperationTest {
  @TempDir Path temp;

  private Ground ground;
  private SortedMap<String, String> old;

  @BeforeEach
  void furnish() throws IOException {
    ground = Ground.furnished(temp);
    old = ground.tree();
  }

  /** The first such operation fails; if not once only, its drive does from then on. */
  private static Disk failing(Fault fault, boolean once, Predicate<Operation> first) {
    AtomicBoolean failed = new AtomicBoolean();
    return WatchedDisk.of(
        new NioDisk(Durability.PROCESS),
        operation -> {
          boolean drive = !operation.path().toString().contains("/state");
          boolean fails = failed.get() ? !once && drive : first.test(operation);
          if (!fails) {
            return operation.run();
          }
          failed.set(true);
          FailingDisk.beginning(operation);
          throw fault.exception(operation);
        });
  }

  private static Predicate<Operation> is(String verb, String path) {
    return operation ->
        operation.verb().equals(verb) && operation.path().toString().matches(".*" + path);
  }

  private Published download(Kind kind, Disk disk) {
    try (FileWorkspace workspace = ground.workspace(disk)) {
      return new SmallDownload(workspace, ground, kind).run();
    }
  }

  private static Failure failure(Published published) {
    assertThat(published).isInstanceOf(Published.Failed.class);
    return ((Published.Failed) published).failure();
  }

  private void assertNothingLeft() {
    assertThat(ground.tree()).isEqualTo(old);
    assertThat(ground.own()).containsOnlyKeys("", "staging");
  }

  @Nested
  class LeavesNothing {
    @Test
    void ofAnIndexEntryThatCouldNotBeWritten() {
      Disk disk = failing(Fault.FULL, true, is("write", "/state/staging/[^/]+"));

      assertThat(failure(download(Kind.MERGE, disk))).isInstanceOf(Failure.DiskFull.class);

      assertNothingLeft();
    }

    @Test
    void ofAHomeThatWasMadeInVain() {
      Disk disk = failing(Fault.FULL, true, is("makeFolder", "/\\.leash-\\d+/[^/]+"));

      assertThat(failure(download(Kind.MERGE, disk))).isInstanceOf(Failure.DiskFull.class);

      assertNothingLeft();
    }

    @Test
    void ofALockThatCouldNotBeProbed() {
      Disk disk = failing(Fault.BROKEN, true, is("truncate", "/turn.lock"));

      assertThat(failure(download(Kind.MERGE, disk))).isInstanceOf(Failure.IoError.class);

      assertNothingLeft();
    }

    @Test
    void ofALockThatDidNotGoAtOnce() {
      Disk disk = failing(Fault.BROKEN, true, is("delete", "/turn.lock"));

      assertThat(download(Kind.NEW_FOLDER, disk)).isInstanceOf(Published.Done.class);

      assertThat(ground.root()).isDirectoryNotContaining("glob:**/.leash-*");
    }

    @Test
    void ofAHomeThatDidNotGoWhenStagingHadFoundAHigherOne() {
      Disk disk = failing(Fault.BROKEN, true, is("delete", "/mods/\\.leash-\\d+"));

      assertThat(download(Kind.NEW_FOLDER, disk)).isInstanceOf(Published.Done.class);

      assertThat(ground.root().resolve("mods")).isDirectoryNotContaining("glob:**/.leash-*");
    }

    @Test
    void afterTheNextStartOfADriveThatFailedWhileItsHomeWasMade() {
      Disk disk = failing(Fault.BROKEN, false, is("makeFolder", "/\\.leash-\\d+/[^/]+"));

      assertThat(failure(download(Kind.MERGE, disk))).isInstanceOf(Failure.IoError.class);
      ground.recover();

      assertNothingLeft();
    }
  }

  @Nested
  class IsUndoneAndSweptThoughOnce {
    @Test
    void theLockDidNotGo() throws IOException {
      DyingDaemon daemon = new DyingDaemon(Files.createDirectories(temp.resolve("dying")));
      daemon.furnished().recover();
      Map<String, String> before = daemon.everything();
      assertThat(daemon.dies(Kind.MERGE, new When(Point.RENAMED, 4))).isTrue();
      Disk disk = failing(Fault.BROKEN, true, is("delete", "/turn.lock"));

      try (FileWorkspace next = Ground.in(temp.resolve("dying")).workspace(disk)) {
        next.recover();
      }

      assertThat(daemon.everything()).isEqualTo(before);
    }
  }

  @Nested
  class TellsWhatIsWrong {
    @Test
    void whenADiskIsFullAtARename() {
      Disk disk = failing(Fault.FULL, true, is("move", "/mods/one/a"));

      assertThat(failure(download(Kind.MERGE, disk))).isInstanceOf(Failure.DiskFull.class);

      assertNothingLeft();
    }

    @Test
    void whenALinksTargetCannotBeLookedAt() {
      Disk disk = failing(Fault.BROKEN, true, is("look", "/tree-1/new/f"));

      assertThat(failure(download(Kind.MERGE, disk))).isInstanceOf(Failure.IoError.class);
    }

    @Test
    void whenADestinationCannotBeLookedAt() {
      Disk disk = failing(Fault.BROKEN, true, is("leadsToFolder", "/mods/one"));

      assertThat(failure(download(Kind.MERGE, disk)))
          .isInstanceOfSatisfying(
              Failure.IoError.class,
              error -> assertThat(error.detail()).isEqualTo("Input/output error"));
    }
  }

  @Nested
  class IsUndoneByTheNextStart {
    @Test
    void whenTheDriveWentAwayBetweenTwoRenames() {
      Disk disk = failing(Fault.BROKEN, false, is("move", "/tree-1/a"));

      assertThat(failure(download(Kind.MERGE, disk))).isInstanceOf(Failure.IoError.class);
      assertThat(ground.tree()).isNotEqualTo(old);
      ground.recover();

      assertNothingLeft();
    }

    @Test
    void whenTheOneBeforeCouldNotLookAtTheStagingFolder() throws IOException {
      assertRecoversAfter(is("look", "/\\.leash-\\d+"));
    }

    @Test
    void whenTheOneBeforeCouldNotLookForTheJournal() throws IOException {
      assertRecoversAfter(is("look", "/journal"));
    }

    @Test
    void whenTheOneBeforeCouldNotRenameBack() throws IOException {
      assertRecoversAfter(is("move", "/old-\\d+"));
    }

    private void assertRecoversAfter(Predicate<Operation> failing) throws IOException {
      Path own = Files.createDirectories(temp.resolve("dying"));
      DyingDaemon daemon = new DyingDaemon(own).furnished();
      daemon.recover();
      Map<String, String> before = daemon.everything();
      assertThat(daemon.dies(Kind.MERGE, new When(Point.RENAMED, 4))).isTrue();

      try (FileWorkspace next = Ground.in(own).workspace(failing(Fault.BROKEN, true, failing))) {
        next.recover();
      }
      daemon.recover();

      assertThat(daemon.everything()).isEqualTo(before);
    }
  }
}
