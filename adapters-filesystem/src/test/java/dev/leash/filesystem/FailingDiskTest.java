package dev.leash.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.port.Staging.Published;
import dev.leash.filesystem.FailingDisk.Fault;
import dev.leash.filesystem.FailingDisk.Span;
import dev.leash.filesystem.FilesystemSettings.Durability;
import dev.leash.filesystem.Ground.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  private static final int LEAST = 50;

  /** What an operation without a result gives. */
  private static final @Nullable Object NOTHING = null;

  @TempDir Path temp;

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
      disk = new FailingDisk(Fault.BROKEN, Span.ONCE, nth).under(mistake.watcher);
      problems.addAll(problems(Kind.MERGE, disk, fresh));
    } while (disk.failed().isPresent() && problems.isEmpty());

    assertThat(problems).isNotEmpty();
  }

  /** What our code could do wrong, as a disk would see it. */
  private enum Mistake {
    FORGETS_TO_UNDO(operation ->
        operation.verb().equals("move") && operation.path().toString().contains("/old-")
            ? NOTHING
            : operation.run()),
    FORGETS_TO_SWEEP(operation ->
        operation.verb().equals("delete") && operation.path().endsWith("archive-1")
            ? true
            : operation.run()),
    FORGETS_THE_INDEX_ENTRY(operation ->
        operation.verb().equals("delete") && operation.path().toString().contains("/staging/")
            ? true
            : operation.run()),
    TAKES_A_FAILED_RENAME_FOR_A_DONE_ONE(operation -> {
      try {
        return operation.run();
      } catch (IOException e) {
        if (operation.verb().equals("move")) {
          return NOTHING;
        }
        throw e;
      }
    });

    private final WatchedDisk.Watcher watcher;

    Mistake(WatchedDisk.Watcher watcher) {
      this.watcher = watcher;
    }
  }
}
