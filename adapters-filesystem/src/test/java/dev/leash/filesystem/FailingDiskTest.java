package dev.leash.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.port.Staging.Published;
import dev.leash.filesystem.CrashPoints.Point;
import dev.leash.filesystem.DyingDaemon.When;
import dev.leash.filesystem.FailingDisk.Fault;
import dev.leash.filesystem.FailingDisk.Span;
import dev.leash.filesystem.FilesystemSettings.Durability;
import dev.leash.filesystem.Ground.Kind;
import dev.leash.filesystem.WatchedDisk.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file operation of a small download fails in its turn, in every way. */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FailingDiskTest {
  /** A download has more operations than this; else the test looks at the wrong thing. */
  private static final int LEAST = 40;

  private static final int LEAST_OF_A_RECOVERY = 15;

  @TempDir(factory = InMemory.class)
  Path temp;

  static Stream<Arguments> everyWay() {
    return Arrays.stream(Kind.values())
        .flatMap(kind ->
            Arrays.stream(Fault.values())
                .flatMap(fault ->
                    Arrays.stream(Span.values()).map(span -> Arguments.of(kind, fault, span))));
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void leavesAllOldOrAllNewAndSaysWhy(Kind kind, Fault fault, Span span) throws IOException {
    SortedMap<String, String> fresh = fresh(kind);
    List<String> problems = new ArrayList<>();
    int nth = 0;
    boolean failed = true;
    while (failed) {
      nth++;
      FailingDisk disk = new FailingDisk(fault, span, nth);
      problems.addAll(problems(kind, disk, fresh));
      failed = disk.failed().isPresent();
    }

    assertThat(problems).isEmpty();
    assertThat(nth).isGreaterThan(LEAST);
  }

  private List<String> problems(Kind kind, FailingDisk disk, SortedMap<String, String> fresh)
      throws IOException {
    Path folder = temp.resolve("failing");
    try {
      return new Trial(Ground.furnished(folder), disk, fresh).problems(kind);
    } finally {
      new Deletion(folder, new NioDisk(Durability.PROCESS)).run();
    }
  }

  static Stream<Arguments> everyFault() {
    return Arrays.stream(Fault.values())
        .flatMap(fault -> Arrays.stream(Span.values()).map(span -> Arguments.of(fault, span)));
  }

  @ParameterizedTest
  @MethodSource("everyFault")
  void ofARecoveryLeavesItsWorkToTheNext(Fault fault, Span span) throws IOException {
    int nth = 0;
    boolean failed = true;
    while (failed) {
      nth++;
      Path folder = Files.createDirectories(temp.resolve("failing"));
      DyingDaemon daemon = new DyingDaemon(folder).furnished();
      daemon.recover();
      Map<String, String> old = daemon.everything();
      assertThat(daemon.dies(Kind.MERGE, new When(Point.RENAMED, 6))).isTrue();

      FailingDisk disk = new FailingDisk(fault, span, nth);
      recover(Ground.in(folder), disk);
      daemon.recover();

      Map<String, String> now = daemon.everything();
      now.remove("state/kept/");
      assertThat(now).as("%s", disk.failed()).isEqualTo(old);
      failed = disk.failed().isPresent();
      new Deletion(folder, new NioDisk(Durability.PROCESS)).run();
    }
    assertThat(nth).isGreaterThan(LEAST_OF_A_RECOVERY);
  }

  private static void recover(Ground ground, FailingDisk disk) {
    try (FileWorkspace next = ground.workspace(disk.disk())) {
      disk.begin();
      next.recover();
    } catch (UncheckedIOException e) {
      // Its index could not be read: a daemon says so, and does not start.
      assertThat(disk.failed()).isPresent();
    }
  }

  private SortedMap<String, String> fresh(Kind kind) throws IOException {
    Ground ground = Ground.furnished(temp.resolve("undisturbed"));
    try (FileWorkspace workspace = ground.workspace(new NioDisk(Durability.PROCESS))) {
      assertThat(new SmallDownload(workspace, ground, kind).run())
          .isInstanceOf(Published.Done.class);
    }
    return ground.tree();
  }

  @ParameterizedTest
  @EnumSource(Mistake.class)
  void findsAMistake(Mistake mistake) throws IOException {
    SortedMap<String, String> fresh = fresh(Kind.MERGE);
    List<String> problems = new ArrayList<>();
    FailingDisk disk;
    int nth = 0;
    do {
      nth++;
      disk = new FailingDisk(Fault.BROKEN, Span.ONCE, nth).under(mistake);
      problems.addAll(problems(Kind.MERGE, disk, fresh));
    } while (disk.failed().isPresent() && problems.isEmpty());

    assertThat(problems).isNotEmpty();
  }

  /** What our code could do wrong, as a disk would see it. */
  private enum Mistake implements WatchedDisk.Watcher {
    FORGETS_TO_UNDO {
      @Override
      public @Nullable Object operate(Operation operation) throws IOException {
        boolean undo = operation.path().getFileName().toString().startsWith("old-");
        return operation.verb().equals("move") && undo ? null : operation.run();
      }
    },
    FORGETS_TO_SWEEP {
      @Override
      public @Nullable Object operate(Operation operation) throws IOException {
        boolean swept = operation.path().endsWith("archive-1");
        return operation.verb().equals("delete") && swept ? true : operation.run();
      }
    },
    FORGETS_THE_INDEX_ENTRY {
      @Override
      public @Nullable Object operate(Operation operation) throws IOException {
        boolean entry = operation.path().resolveSibling("").endsWith("staging");
        return operation.verb().equals("delete") && entry ? true : operation.run();
      }
    },
    TAKES_A_FAILED_RENAME_FOR_A_DONE_ONE {
      @Override
      public @Nullable Object operate(Operation operation) throws IOException {
        try {
          return operation.run();
        } catch (IOException e) {
          if (operation.verb().equals("move")) {
            return null;
          }
          throw e;
        }
      }
    }
  }
}
