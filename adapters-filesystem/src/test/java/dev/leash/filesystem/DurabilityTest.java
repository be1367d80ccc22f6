package dev.leash.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.domain.download.DownloadRequest.OnExisting;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.FileName;
import dev.leash.domain.download.SourceUrl;
import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.FakeClock;
import dev.leash.domain.port.Gate;
import dev.leash.domain.port.Staging;
import dev.leash.domain.port.Staging.Order;
import dev.leash.domain.port.Staging.Published;
import dev.leash.domain.port.Tree;
import dev.leash.domain.port.Workspace.Claim;
import dev.leash.domain.port.Workspace.Claimed;
import dev.leash.domain.port.Workspace.OpenedStaging;
import dev.leash.filesystem.CrashPoints.Point;
import dev.leash.filesystem.DyingDaemon.When;
import dev.leash.filesystem.FilesystemSettings.Durability;
import dev.leash.filesystem.Ground.Kind;
import dev.leash.filesystem.WatchedDisk.Operation;
import dev.leash.filesystem.WatchedDisk.Watcher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page cache survives a killed daemon, so only the order of the syncs can be looked at. */
final class DurabilityTest {
  private static final When NEVER = new When(Point.DROPPED, Integer.MAX_VALUE);

  @TempDir Path temp;

  /** What has been synced and what has been reached, in its order. */
  private final List<String> log = new CopyOnWriteArrayList<>();

  private final List<FileWorkspace> made = new ArrayList<>();
  private Path root;
  private Path place;
  private boolean closing;
  private Predicate<String> fails = _ -> false;

  /** Calls each staging folder S, and each folder for one plan's renames P. */
  private final class RecordingSyncs implements Watcher {
    @Override
    public @Nullable Object operate(Operation operation) throws IOException {
      switch (operation.verb()) {
        case "syncFile" -> {
          assertThat(operation.path()).isRegularFile();
          sync("file " + shown(operation.path()));
        }
        case "syncFolder" -> {
          assertThat(operation.path()).isDirectory();
          sync("folder " + shown(operation.path()));
        }
        default -> {
          return operation.run();
        }
      }
      return null;
    }

    private void sync(String what) throws IOException {
      log.add(what);
      if (fails.test(what)) {
        throw new FileSystemException(what, null, "Input/output error");
      }
    }

    private String shown(Path path) throws IOException {
      return temp.toRealPath()
          .relativize(path)
          .toString()
          .replaceFirst("^allowed", "R")
          .replaceFirst("\\.leash-[0-9]+", "home")
          .replaceFirst("S-[0-9]+", "S")
          .replaceFirst("plan-[0-9a-f-]{36}", "P");
    }
  }

  private Disk recording() {
    return WatchedDisk.of(new NioDisk(Durability.FULL), new RecordingSyncs());
  }

  private final Gate gate =
      new Gate() {
        @Override
        public boolean enter() {
          log.add("enter");
          return true;
        }

        @Override
        public boolean isClosing() {
          return closing;
        }

        @Override
        public void leave() {
          log.add("leave");
        }
      };

  @BeforeEach
  void furnish() throws IOException {
    root = Files.createDirectories(temp.toRealPath().resolve("allowed"));
    place = root.resolve("mods/one");
    put("a", "old a");
    put("sub/x", "old x");
  }

  @AfterEach
  void closeWorkspaces() {
    made.forEach(FileWorkspace::close);
  }

  private void put(String path, String content) throws IOException {
    Files.createDirectories(place.resolve(path).getParent());
    Files.writeString(place.resolve(path), content);
  }

  private FileWorkspace workspace(Disk disk) {
    FileWorkspace workspace =
        new FileWorkspace(
            FilesystemSettings.of(temp.resolve("state"), List.of(root)).with(Durability.FULL),
            new FileWorkspace.Means(
                new FakeClock(),
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory()),
                () -> "S-" + made.size(),
                point -> log.add(point.name()),
                disk));
    made.add(workspace);
    return workspace;
  }

  private static Claim claim(FileWorkspace workspace, Path savePath) {
    DownloadRequest request =
        DownloadRequest.of(
            new FileName("mod.zip"), SourceUrl.parse("http://localhost/mod.zip"), savePath);
    if (workspace.claim(request) instanceof Claimed.Granted(Claim claim)) {
      return claim;
    }
    throw new AssertionError("no claim");
  }

  private Staging staged(Disk disk, Path savePath, String... paths) {
    return staged(workspace(disk), new Cancellation(), savePath, paths);
  }

  private static Staging staged(
      FileWorkspace workspace, Cancellation cancellation, Path savePath, String... paths) {
    if (!(workspace.open(claim(workspace, savePath), cancellation)
            instanceof OpenedStaging.Ready(Staging staging))
        || !(staging.newTree() instanceof Staging.NewTree.Made(Tree tree))) {
      throw new AssertionError("nothing could be staged");
    }
    for (String path : paths) {
      write(tree, path);
    }
    return staging;
  }

  private static void write(Tree tree, String path) {
    if (!(tree.file(new EntryPath(path), false, Optional.empty())
        instanceof Tree.Opened.Ready(Tree.Sink sink))) {
      throw new AssertionError("no file " + path);
    }
    try (sink) {
      sink.write(ByteBuffer.wrap(("new " + path).getBytes(StandardCharsets.UTF_8)));
      sink.finish();
    }
  }

  private static Order tree(Install install) {
    return new Order(true, Optional.empty(), install, OnExisting.REPLACE);
  }

  private static Order archive() {
    return new Order(
        false, Optional.of(new FileName("mod.zip")), Install.MERGE, OnExisting.REPLACE);
  }

  /** The order, with all the renames in a row as one. */
  private List<String> order() {
    List<String> order = new ArrayList<>();
    for (String step : log) {
      if (!(step.equals("RENAMED") && order.getLast().equals(step))) {
        order.add(step);
      }
    }
    return order;
  }

  private List<String> before(String point) {
    return order().subList(0, order().indexOf(point));
  }

  private List<String> after(String point) {
    return order().subList(order().indexOf(point) + 1, order().size());
  }

  private List<String> between(String first, String last) {
    return order().subList(order().indexOf(first) + 1, order().indexOf(last));
  }

  private List<String> list(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private Path home() throws IOException {
    return root.resolve(".leash-" + Files.getAttribute(root, "unix:uid"));
  }

  private void assertOld() {
    assertThat(place.resolve("a")).hasContent("old a");
    assertThat(place.resolve("sub/x")).hasContent("old x");
    assertThat(place.resolve("sub/new")).doesNotExist();
  }

  private void assertFailedBeforeTheGate(Published published) {
    assertThat(published)
        .isInstanceOfSatisfying(
            Published.Failed.class,
            failed ->
                assertThat(failed.failure())
                    .isInstanceOfSatisfying(
                        Failure.IoError.class,
                        error -> assertThat(error.detail()).isEqualTo("Input/output error")));
    assertThat(log).doesNotContain("enter");
    assertOld();
  }

  @Nested
  class FullDurability {
    @Test
    void hasTheIndexEntryBeforeTheStagingFolder() {
      staged(recording(), place);

      assertThat(before("MADE"))
          .containsExactly(
              "file state/staging/S", "folder state/staging", "INDEXED", "folder R/mods/home");
    }

    @Test
    void ofAMergeIsInItsOrder() {
      Staging staging = staged(recording(), place, "a", "sub/new/f");

      assertThat(staging.publish(tree(Install.MERGE), gate)).isInstanceOf(Published.Done.class);

      assertThat(between("MADE", "GATE_LEFT"))
          .containsExactly(
              "WRITTEN",
              "file R/home/S/tree-1/a",
              "file R/home/S/tree-1/sub/new/f",
              "folder R/home/S/tree-1/sub/new",
              "folder R/home/S/tree-1/sub",
              "folder R/home/S/tree-1",
              "STAGED_SYNCED",
              "TURN_TAKEN",
              "folder R/home",
              "folder R",
              "file R/home/S/journal.new",
              "folder R/home/S",
              "JOURNAL_WRITTEN",
              "enter",
              "GATE_ENTERED",
              "RENAMED",
              "leave");
      assertThat(between("GATE_LEFT", "PUBLISHED_SYNCED"))
          .containsExactlyInAnyOrder(
              "folder R/mods/one",
              "folder R/home/S/P",
              "folder R/home/S/tree-1",
              "folder R/mods/one/sub",
              "folder R/home/S/tree-1/sub");
      assertThat(after("PUBLISHED_SYNCED"))
          .containsExactly("folder R/home/S", "COMMITTED", "TURN_RELEASED");
    }

    @Test
    void ofAReplacementIsInItsOrder() {
      Staging staging = staged(recording(), place, "a");

      assertThat(staging.publish(tree(Install.REPLACE), gate)).isInstanceOf(Published.Done.class);

      assertThat(after("TURN_TAKEN"))
          .containsExactly(
              "folder R/home",
              "folder R",
              "file R/home/S/journal.new",
              "folder R/home/S",
              "JOURNAL_WRITTEN",
              "enter",
              "GATE_ENTERED",
              "RENAMED",
              "leave",
              "GATE_LEFT",
              "folder R/mods",
              "folder R/home/S/P",
              "folder R/home/S",
              "PUBLISHED_SYNCED",
              "folder R/home/S",
              "COMMITTED",
              "TURN_RELEASED");
    }

    @Test
    void ofANewFolderNeedsNoJournal() {
      Staging staging = staged(recording(), root.resolve("mods/two/three"), "a");

      assertThat(staging.publish(tree(Install.MERGE), gate)).isInstanceOf(Published.Done.class);

      assertThat(after("WRITTEN"))
          .containsExactly(
              "file R/home/S/tree-1/a",
              "folder R/home/S/tree-1",
              "STAGED_SYNCED",
              "TURN_TAKEN",
              "folder R/home/S/P/parents",
              "folder R/home/S",
              "JOURNAL_WRITTEN",
              "enter",
              "GATE_ENTERED",
              "RENAMED",
              "leave",
              "GATE_LEFT",
              "folder R/home/S/P",
              "folder R/mods",
              "PUBLISHED_SYNCED",
              "COMMITTED",
              "TURN_RELEASED");
    }

    @Test
    void isOfTheArchiveItselfToo() {
      Staging staging = staged(recording(), root.resolve("mods/two"));
      ArrivingFile.Writer writer = staging.archive().writer(1);
      writer.write(0, ByteBuffer.wrap(new byte[] {1, 2, 3}));
      writer.finish(3);

      assertThat(staging.publish(archive(), gate)).isInstanceOf(Published.Done.class);

      assertThat(between("WRITTEN", "JOURNAL_WRITTEN"))
          .containsExactly(
              "file R/home/S/archive-1",
              "STAGED_SYNCED",
              "TURN_TAKEN",
              "folder R/home/S/P/content",
              "folder R/home/S");
    }

    @Test
    void ofAnUndoIsThereBeforeTheJournalIsForgotten() {
      closing = true;
      Staging staging = staged(recording(), place, "a", "sub/new/f");

      assertThat(staging.publish(tree(Install.MERGE), gate)).isEqualTo(new Published.Refused());

      assertThat(between("enter", "leave")).containsExactly("GATE_ENTERED");
      assertThat(after("GATE_LEFT"))
          .contains("folder R/mods/one", "folder R/mods/one/sub")
          .endsWith("folder R/home/S", "TURN_RELEASED");
      assertOld();
    }

    @Test
    void isGivenUpWithTheDownload() {
      Cancellation cancellation = new Cancellation();
      fails =
          what -> {
            if (what.endsWith("/a")) {
              cancellation.cancel();
            }
            return false;
          };
      Staging staging = staged(workspace(recording()), cancellation, place, "a", "b");

      assertThat(staging.publish(tree(Install.MERGE), gate)).isEqualTo(new Published.Refused());

      assertThat(log).endsWith("file R/home/S/tree-1/a");
    }

    @Test
    void worksOnTheDiskItself() {
      Staging staging = staged(new NioDisk(Durability.FULL), place, "a", "sub/new/f");

      assertThat(staging.publish(tree(Install.MERGE), gate)).isInstanceOf(Published.Done.class);

      assertThat(place.resolve("a")).hasContent("new a");
      assertThat(place.resolve("sub/new/f")).hasContent("new sub/new/f");
      assertThat(place.resolve("sub/x")).hasContent("old x");
    }

    @Test
    void syncsForcedlyWhatIsThere() throws IOException {
      Disk disk = new NioDisk(Durability.FULL);

      disk.syncFile(place.resolve("a"));
      disk.syncFolder(place);

      assertThatThrownBy(() -> disk.syncFile(place.resolve("b")))
          .isInstanceOf(NoSuchFileException.class);
      assertThatThrownBy(() -> disk.syncFolder(place.resolve("b")))
          .isInstanceOf(NoSuchFileException.class);
    }
  }

  @Nested
  class ProcessDurability {
    @Test
    void isTheDefaultAndSyncsNothing() throws IOException {
      Durability unlessTold = FilesystemSettings.of(temp, List.of(temp)).durability();
      Disk disk = new NioDisk(unlessTold);

      // Neither is there: it does not even look.
      disk.syncFile(temp.resolve("nothing"));
      disk.syncFolder(temp.resolve("nothing"));

      assertThat(unlessTold).isEqualTo(Durability.PROCESS);
      assertThat(disk.isSynced()).isFalse();
    }
  }

  @Nested
  class AFailedSync {
    @Test
    void ofTheIndexOpensNoStagingFolder() throws IOException {
      fails = what -> what.equals("folder state/staging");
      FileWorkspace workspace = workspace(recording());

      assertThat(workspace.open(claim(workspace, place), new Cancellation()))
          .isInstanceOf(OpenedStaging.Failed.class);

      assertThat(home()).doesNotExist();
      assertThat(list(temp.resolve("state/staging"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "file R/home/S/tree-1/a",
          "folder R/home/S/tree-1",
          "folder R/home",
          "file R/home/S/journal.new"
        })
    void beforeTheGateChangesNothing(String sync) throws IOException {
      Staging staging = staged(recording(), place, "a", "sub/new/f");
      fails = sync::equals;

      assertFailedBeforeTheGate(staging.publish(tree(Install.MERGE), gate));

      assertThat(home().resolve("S-1/journal")).doesNotExist();
    }

    @Test
    void ofTheJournalsNameLeavesAJournalOfNothingDone() throws IOException {
      Staging staging = staged(recording(), place, "a", "sub/new/f");
      fails = "folder R/home/S"::equals;

      assertFailedBeforeTheGate(staging.publish(tree(Install.MERGE), gate));
      workspace(new NioDisk(Durability.PROCESS)).recover();

      assertOld();
      assertThat(home()).doesNotExist();
    }

    @Test
    void beforeTheGateLeavesTheTreeForAnotherTry() {
      Path two = root.resolve("mods/two/three");
      Staging staging = staged(recording(), two, "a");
      fails = "folder R/home/S"::equals;

      assertFailedBeforeTheGate(staging.publish(tree(Install.MERGE), gate));
      assertThat(two.getParent()).doesNotExist();

      fails = _ -> false;
      assertThat(staging.publish(tree(Install.MERGE), gate)).isInstanceOf(Published.Done.class);
      assertThat(two.resolve("a")).hasContent("new a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GATE_LEFT", "PUBLISHED_SYNCED"})
    void afterTheRenamesTellsWhatIsInPlaceAndKeepsWhatWasThere(String point) throws IOException {
      Staging staging = staged(recording(), place, "a", "sub/new/f");
      fails = _ -> log.contains(point);

      assertThat(staging.publish(tree(Install.MERGE), gate)).isInstanceOf(Published.Done.class);
      // The daemon is killed before it can do more.
      fails = _ -> false;
      workspace(new NioDisk(Durability.PROCESS)).recover();

      assertThat(place.resolve("a")).hasContent("new a");
      assertThat(place.resolve("sub/new/f")).hasContent("new sub/new/f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GATE_LEFT", "PUBLISHED_SYNCED"})
    void afterTheRenamesKeepsWhatWasThere(String point) throws IOException {
      Staging staging = staged(recording(), place, "a", "sub/new/f");
      fails = _ -> log.contains(point);

      staging.publish(tree(Install.MERGE), gate);
      staging.discard();
      workspace(new NioDisk(Durability.PROCESS)).recover();

      assertThat(place.resolve("a")).hasContent("new a");
      assertThat(list(temp.resolve("state/kept"))).containsExactly("S-1");
      assertThat(contents(home())).contains("old a");
    }

    @Test
    void ofAnUndoLeavesTheJournalToTheNextStart() throws IOException {
      closing = true;
      Staging staging = staged(recording(), place, "a", "sub/new/f");
      fails = _ -> log.contains("GATE_LEFT");

      assertThat(staging.publish(tree(Install.MERGE), gate)).isEqualTo(new Published.Refused());
      staging.discard();

      assertThat(home().resolve("S-1/journal")).isRegularFile();
      assertThat(made.getFirst().stagingFolders()).isZero();
      assertOld();
      workspace(new NioDisk(Durability.PROCESS)).recover();
      assertOld();
      assertThat(home()).doesNotExist();
    }

    private List<String> contents(Path folder) throws IOException {
      try (Stream<Path> walk = Files.walk(folder)) {
        List<String> contents = new ArrayList<>();
        for (Path file : walk.filter(Files::isRegularFile).toList()) {
          contents.add(Files.readString(file));
        }
        return contents;
      }
    }
  }

  @Nested
  class ADaemonThatDiesInASync {
    @ParameterizedTest
    @EnumSource(Kind.class)
    void leavesAllOldOrAllNew(Kind kind) throws IOException {
      Map<String, String> fresh = published(kind);
      int nth = 0;
      boolean died;
      do {
        nth++;
        Path own = Files.createDirectories(temp.resolve("dying-" + nth));
        new DyingDaemon(own).furnished().recover();
        Map<String, String> old = new DyingDaemon(own).everything();

        DeadlySyncs syncs = new DeadlySyncs(nth);
        died =
            new DyingDaemon(own, WatchedDisk.of(new NioDisk(Durability.FULL), syncs), syncs::isDead)
                .dies(kind, NEVER);
        new DyingDaemon(own).recover();

        Map<String, String> now = new DyingDaemon(own).everything();
        assertThat(now).isIn(old, fresh);
        assertThat(died || !now.equals(old)).isTrue();
        new DyingDaemon(own).recover();
        assertThat(new DyingDaemon(own).everything()).isEqualTo(now);
      } while (died);
      assertThat(nth).as("syncs").isGreaterThan(10);
    }

    private Map<String, String> published(Kind kind) throws IOException {
      Path own = Files.createDirectories(temp.resolve("undisturbed"));
      DyingDaemon daemon = new DyingDaemon(own).furnished();
      assertThat(daemon.dies(kind, NEVER)).isFalse();
      return daemon.everything();
    }
  }

  /** Syncs in which a daemon dies, the nth time. */
  private static final class DeadlySyncs implements Watcher {
    private final AtomicInteger left;

    DeadlySyncs(int nth) {
      left = new AtomicInteger(nth);
    }

    @Override
    public @Nullable Object operate(Operation operation) throws IOException {
      if (!operation.verb().startsWith("sync")) {
        return operation.run();
      }
      sync();
      return null;
    }

    boolean isDead() {
      return left.get() <= 0;
    }

    private void sync() {
      if (left.decrementAndGet() <= 0) {
        throw new DyingDaemon.Death();
      }
    }
  }
}
