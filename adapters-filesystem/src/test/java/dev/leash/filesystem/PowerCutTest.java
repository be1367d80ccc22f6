package dev.leash.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leash.domain.port.Staging.Published;
import dev.leash.filesystem.CrashPoints.Point;
import dev.leash.filesystem.FilesystemSettings.Durability;
import dev.leash.filesystem.Ground.Kind;
import dev.leash.filesystem.PowerModel.Node;
import dev.leash.filesystem.WatchedDisk.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The power is cut at every moment of a download with {@code --durability full}, and of what was
 * not synced any part is lost; the next start leaves all old or all new. docs/decisions/0013 has
 * the model.
 */
@Tag("soak")
@Timeout(value = 900, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PowerCutTest {
  /** How many choices are tried at one moment: three downloads take some seconds so. */
  private static final int MOST = 24;

  /** The same of the long form, which {@code ./leash soak} runs: eight times the states. */
  private static final int MOST_OF_SOAK = 400;

  /** A recording leaves more states than this; else the test looks at the wrong thing. */
  private static final int LEAST = 200;

  private static final Forgotten NONE = (_, _) -> false;

  @TempDir(factory = InMemory.class)
  Path temp;

  /** Which syncs are not done, as if our code forgot them. */
  private interface Forgotten {
    boolean test(Operation sync, Point after);
  }

  /** What was recorded, and what it may leave. */
  private static final class Recording {
    private final Ground ground;
    private final Forgotten forgotten;
    private final SortedMap<String, String> old;
    private final PowerModel model;
    private SortedMap<String, String> fresh;
    private int answered = Integer.MAX_VALUE;
    private Point after = Point.DROPPED;

    private Recording(Ground ground, SortedMap<String, String> old, Forgotten forgotten)
        throws IOException {
      this.ground = ground;
      this.old = old;
      this.fresh = old;
      this.forgotten = forgotten;
      this.model = new PowerModel(ground.folder());
    }

    static Recording ofADownload(Path folder, Kind kind, Forgotten forgotten) throws IOException {
      Ground ground = emptied(folder);
      Recording own = new Recording(ground, ground.tree(), forgotten);
      try (FileWorkspace workspace = ground.workspace(own.disk(), own::reached)) {
        workspace.recover();
        assertThat(new SmallDownload(workspace, ground, kind).run())
            .isInstanceOf(Published.Done.class);
      }
      own.fresh = ground.tree();
      return own;
    }

    /** Of the start after a daemon that was killed between two renames. */
    static Recording ofARecovery(Path folder, Forgotten forgotten) throws IOException {
      Ground ground = emptied(folder);
      SortedMap<String, String> old = ground.tree();
      Disk plain = new NioDisk(Durability.PROCESS);
      try (FileWorkspace killed = ground.workspace(plain, new Killed(Point.RENAMED, 6))) {
        assertThatThrownBy(() -> new SmallDownload(killed, ground, Kind.MERGE).run())
            .isInstanceOf(DyingDaemon.Death.class);
      }
      Recording own = new Recording(ground, old, forgotten);
      try (FileWorkspace workspace = ground.workspace(own.disk())) {
        workspace.recover();
      }
      assertThat(ground.tree()).isEqualTo(old);
      return own;
    }

    private static Ground emptied(Path folder) throws IOException {
      new Deletion(folder, new NioDisk(Durability.PROCESS)).run();
      return Ground.furnished(folder);
    }

    private Disk disk() {
      return new PowerRecorder(model, sync -> forgotten.test(sync, after)).disk();
    }

    private void reached(Point point) {
      after = point;
      if (point == Point.COMMITTED) {
        answered = model.effects().size();
      }
    }

    /** What is wrong after any cut: the first few. */
    List<String> problems(int most) throws Exception {
      return problems(new PowerCuts(model, answered, most));
    }

    private List<String> problems(PowerCuts cuts) throws Exception {
      List<String> problems = new ArrayList<>();
      cuts.visit(cut -> {
        problems.addAll(problems(cut));
        return problems.isEmpty();
      });
      return problems;
    }

    /** What is wrong after a cut, or nothing. */
    private List<String> problems(PowerCuts.Cut cut) throws IOException {
      new Deletion(ground.folder(), new NioDisk(Durability.PROCESS)).run();
      Files.createDirectories(ground.folder());
      Map<Object, Node> real = new HashMap<>();
      cut.state().write(ground.folder(), real);
      recover(real);
      List<String> problems = new ArrayList<>();
      SortedMap<String, String> tree = ground.tree();
      if (!tree.equals(fresh) && (cut.done() >= answered || !tree.equals(old))) {
        problems.add("after " + cut.done() + " of " + model.effects().size() + ": " + tree);
      }
      if (ground.own().keySet().stream().anyMatch(name -> name.contains("/"))) {
        problems.add("after " + cut.done() + " there is " + ground.own().keySet());
      }
      recover(real);
      if (!ground.tree().equals(tree)) {
        problems.add("after " + cut.done() + " a second start changes something");
      }
      return problems;
    }

    private void recover(Map<Object, Node> real) {
      Disk disk =
          WatchedDisk.of(
              new NioDisk(Durability.PROCESS),
              operation -> {
                Object result = operation.run();
                return operation.verb().equals("look")
                    ? Remembered.of((BasicFileAttributes) Objects.requireNonNull(result), real)
                    : result;
              });
      try (FileWorkspace next = ground.workspace(disk)) {
        next.recover();
      }
    }
  }

  /** Dies at a point, and whatever is tried after it. */
  private static final class Killed implements CrashPoints {
    private final Point at;
    private int left;

    Killed(Point at, int nth) {
      this.at = at;
      this.left = nth;
    }

    @Override
    public void reached(Point point) {
      if (left == 0 || (point == at && --left == 0)) {
        throw new DyingDaemon.Death();
      }
    }
  }

  /** Attributes with the inode and the time that the daemon before the cut had seen. */
  private record Remembered(BasicFileAttributes now, Node node) implements BasicFileAttributes {
    static BasicFileAttributes of(BasicFileAttributes now, Map<Object, Node> real) {
      Node node = now.fileKey() == null ? null : real.get(now.fileKey());
      return node == null ? now : new Remembered(now, node);
    }

    @Override
    public FileTime lastModifiedTime() {
      return node.modified();
    }

    @Override
    public FileTime lastAccessTime() {
      return now.lastAccessTime();
    }

    @Override
    public FileTime creationTime() {
      return now.creationTime();
    }

    @Override
    public boolean isRegularFile() {
      return now.isRegularFile();
    }

    @Override
    public boolean isDirectory() {
      return now.isDirectory();
    }

    @Override
    public boolean isSymbolicLink() {
      return now.isSymbolicLink();
    }

    @Override
    public boolean isOther() {
      return now.isOther();
    }

    @Override
    public long size() {
      return now.size();
    }

    @Override
    public @Nullable Object fileKey() {
      return node.key();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void leavesAllOldOrAllNew(Kind kind) throws Exception {
    assertSound(Recording.ofADownload(ground(), kind, NONE));
  }

  @Test
  void inARecoveryLeavesAllOld() throws Exception {
    assertSound(Recording.ofARecovery(ground(), NONE));
  }

  private static void assertSound(Recording recording) throws Exception {
    PowerCuts cuts =
        new PowerCuts(recording.model, recording.answered, isSoak() ? MOST_OF_SOAK : MOST);

    assertThat(recording.problems(cuts)).isEmpty();

    assertThat(cuts.size()).as("states").isGreaterThan(LEAST);
  }

  private static boolean isSoak() {
    return List.of(System.getProperty("groups", "").split(",")).contains("soak");
  }

  @ParameterizedTest
  @CsvSource({
    "MERGE, DROPPED, syncFile .*/state/staging/[^/]+",
    "MERGE, DROPPED, syncFolder .*/state/staging",
    "MERGE, INDEXED, syncFolder .*/mods/[.]leash-[^/]+",
    "MERGE, WRITTEN, syncFile .*/tree-1/a",
    "MERGE, WRITTEN, syncFolder .*/tree-1/new",
    "REPLACE, WRITTEN, syncFolder .*/tree-1/sub",
    "NEW_FOLDER, TURN_TAKEN, syncFolder .*/plan-[^/]+/parents",
    "NEW_FOLDER, TURN_TAKEN, syncFolder .*/[.]leash-[^/]+/[^/]+",
    "MERGE, TURN_TAKEN, syncFolder .*/allowed/[.]leash-[^/]+",
    "MERGE, TURN_TAKEN, syncFolder .*/allowed",
    "MERGE, TURN_TAKEN, syncFile .*/journal.new",
    "MERGE, TURN_TAKEN, syncFolder .*/[.]leash-[^/]+/[^/]+",
    "MERGE, GATE_LEFT, syncFolder .*/tree-1",
    "MERGE, GATE_LEFT, syncFolder .*/mods/one",
    "REPLACE, GATE_LEFT, syncFolder .*/mods",
    "NEW_FOLDER, GATE_LEFT, syncFolder .*/mods",
    "MERGE, PUBLISHED_SYNCED, syncFolder .*/[.]leash-[^/]+/[^/]+",
    "MERGE, ANSWERED, syncFolder .*/allowed",
    "MERGE, ANSWERED, syncFolder .*/mods"
  })
  void findsAForgottenSync(Kind kind, Point after, String sync) throws Exception {
    assertFound(forgotten -> Recording.ofADownload(ground(), kind, forgotten), after, sync);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "syncFolder .*/tree-1",
        "syncFolder .*/mods/one",
        "syncFolder .*/plan-[^/]+",
        "syncFolder .*/allowed"
      })
  void findsAForgottenSyncOfARecovery(String sync) throws Exception {
    assertFound(forgotten -> Recording.ofARecovery(ground(), forgotten), Point.DROPPED, sync);
  }

  private Path ground() {
    return temp.resolve("ground");
  }

  /** Makes a recording with a mistake. */
  private interface Mistaken {
    Recording record(Forgotten forgotten) throws IOException;
  }

  private static void assertFound(Mistaken mistaken, Point after, String sync) throws Exception {
    AtomicInteger forgotten = new AtomicInteger();

    List<String> problems =
        mistaken
            .record((operation, last) -> {
              boolean meant = last == after && operation.toString().matches(sync);
              forgotten.addAndGet(meant ? 1 : 0);
              return meant;
            })
            .problems(MOST);

    assertThat(forgotten).as("there is such a sync").hasPositiveValue();
    assertThat(problems).isNotEmpty();
  }
}
