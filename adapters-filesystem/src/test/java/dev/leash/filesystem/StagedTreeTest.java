package dev.leash.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.FakeClock;
import dev.leash.domain.port.Tree;
import dev.leash.domain.port.TreeContract;
import dev.leash.filesystem.FilesystemSettings.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StagedTreeTest extends TreeContract {
  private static final FakeClock CLOCK = new FakeClock();

  @TempDir Path folder;

  private Path root() {
    return folder.resolve("tree");
  }

  @Override
  protected StagedTree create() throws IOException {
    return new StagedTree(
        root(),
        PathLimit.below(Path.of("/destination"), root()),
        new Space(
            folder,
            FilesystemSettings.of(folder, List.of(folder)),
            new NioDisk(Durability.PROCESS)),
        new SaneTimes(CLOCK));
  }

  @Override
  protected String content(String path) throws IOException {
    return Files.readString(root().resolve(path));
  }

  @Override
  protected boolean isExecutable(String path) throws IOException {
    return mode(path).contains("x");
  }

  @Override
  protected boolean isFolder(String path) {
    return Files.isDirectory(root().resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  protected String linkTarget(String path) throws IOException {
    return Files.readSymbolicLink(root().resolve(path)).toString();
  }

  private String mode(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(root().resolve(path)));
  }

  private void writeAt(String path, Instant modified) {
    if (tree.file(path(path), false, Optional.of(modified))
        instanceof Tree.Opened.Ready(Tree.Sink sink)) {
      try (sink) {
        assertThat(sink.finish()).isEmpty();
      }
    }
  }

  @Test
  void bearsFilesAndFoldersWithTheirModes() throws Exception {
    write("d/f", "x");

    // Less the umask, which takes nothing from the owner that anybody could work with.
    assertThat(mode("d")).startsWith("rwx");
    assertThat(mode("d/f")).startsWith("rw-").doesNotContain("x");
  }

  @Test
  void keepsSaneModificationTimesOnly() throws Exception {
    Instant sane = Instant.parse("2020-02-02T02:02:02Z");
    Instant soon = CLOCK.now().plus(Duration.ofHours(23));

    writeAt("sane", sane);
    writeAt("soon", soon);
    writeAt("old", Instant.EPOCH);
    writeAt("future", CLOCK.now().plus(Duration.ofDays(2)));

    assertThat(modified("sane")).isEqualTo(sane);
    assertThat(modified("soon")).isEqualTo(soon);
    assertThat(modified("old")).isNotEqualTo(Instant.EPOCH);
    assertThat(modified("future")).isNotEqualTo(CLOCK.now().plus(Duration.ofDays(2)));
  }

  @Test
  void amendsAFileToWhatItWouldHaveBeenBornWith() throws Exception {
    Instant time = Instant.parse("2020-02-02T02:02:02Z");
    write("late", "x");
    tree.file(path("born"), true, Optional.empty());

    assertThat(tree.amend(path("late"), true, Optional.of(time))).isEmpty();

    assertThat(mode("late")).isEqualTo(mode("born"));
    assertThat(modified("late")).isEqualTo(time);
    assertThat(tree.amend(path("late"), false, Optional.of(Instant.EPOCH))).isEmpty();
    assertThat(modified("late")).isEqualTo(time);
  }

  private Instant modified(String path) throws IOException {
    return Files.getLastModifiedTime(root().resolve(path)).toInstant();
  }

  @Test
  void refusesAFolderThatWouldLookLikeLeashsOwn() {
    assertThat(tree.folder(new EntryPath(".leash-0")))
        .contains(
            new Failure.OfArchive(
                new ArchiveProblem.UnsafeEntry(
                    ".leash-0", "has the name of a folder of Leash's own")));
    assertThat(tree.folder(new EntryPath("mod/.Leash-1000/x"))).isPresent();
  }

  @Test
  void refusesAPathThatThePlatformCannotHoldBelowTheDestination() throws Exception {
    StagedTree narrow =
        new StagedTree(
            folder.resolve("narrow"),
            new PathLimit(5),
            new Space(
                folder,
                FilesystemSettings.of(folder, List.of(folder)),
                new NioDisk(Durability.PROCESS)),
            new SaneTimes(CLOCK));

    assertThat(narrow.folder(path("a/b/c"))).isEmpty();
    assertThat(narrow.folder(path("a/b/cd")))
        .contains(new Failure.OfArchive(new LimitExceeded("pathBytes", 5)));
  }

  @Test
  void countsAFolderAsMadeOnlyWhenItIs() throws Exception {
    Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    int threads = 8;
    CountDownLatch ready = new CountDownLatch(threads);
    Thread[] workers = new Thread[threads];
    for (int t = 0; t < threads; t++) {
      int own = t;
      workers[t] =
          Thread.ofPlatform()
              .start(() -> {
                ready.countDown();
                awaitUninterrupted(ready);
                for (int i = 0; i < 200; i++) {
                  write("d" + i + "/e/f/" + own, "x").ifPresent(failures::add);
                }
              });
    }
    for (Thread worker : workers) {
      worker.join();
    }

    assertThat(failures).isEmpty();
    assertThat(content("d199/e/f/7")).isEqualTo("x");
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void makesNothingOnceItWasDropped() throws Exception {
    StagedTree dropped = (StagedTree) tree;
    dropped.drop();

    assertThat(write("late", "x")).isPresent();
    assertThat(root()).isEmptyDirectory();
  }

  @Test
  void cannotBringADeletedStagingBack() throws Exception {
    write("a/b", "x");
    new Deletion(root(), new NioDisk(Durability.PROCESS)).run();

    assertThat(write("a/c", "x")).isPresent();
    assertThat(write("new/d", "x")).isPresent();
    assertThat(root()).doesNotExist();
  }

  @Test
  void refusesANameThatTheDiskTakesForAnother() throws Exception {
    // As a disk does that folds case: it is there, though the tree made no such entry.
    Files.createFile(root().resolve("twin"));

    assertThat(write("twin", "x")).isPresent().get().isInstanceOf(Failure.OfArchive.class);
    assertThat(content("twin")).isEmpty();
  }

  @Test
  void givesAFileAnotherNameByAHardLink() throws Exception {
    write("f", "x");

    Tree.Linked linked = tree.hardLink(path("g"), path("f"), true, Optional.empty());

    assertThat(linked).isEqualTo(new Tree.Linked.Done());
    assertThat(Files.isSameFile(root().resolve("f"), root().resolve("g"))).isTrue();
    assertThat(((StagedTree) tree).contents().files())
        .contains(new StagedFile(path("g"), 1, false));
  }

  @Test
  void copiesAFileWhereTheDiskHasNoHardLinks() throws Exception {
    StagedTree plain = treeOn("plain", withoutHardLinks());
    Instant modified = Instant.parse("2020-02-02T02:02:02Z");
    String content = "text ".repeat(50_000);
    tree = plain;
    write("f", content);

    Tree.Linked linked = plain.hardLink(path("d/g"), path("f"), true, Optional.of(modified));

    Path copy = folder.resolve("plain/d/g");
    assertThat(linked).isInstanceOf(Tree.Linked.ToCopy.class);
    try (Tree.Copy copying = ((Tree.Linked.ToCopy) linked).copy()) {
      assertThat(copying.size()).isEqualTo(content.length());
      assertThat(copying.next(100_000)).isEmpty();
      assertThat(copying.next(content.length() - 100_000)).isEmpty();
      assertThat(copying.finish()).isEmpty();
    }
    assertThat(copy).hasContent(content);
    assertThat(copy).isExecutable();
    assertThat(Files.getLastModifiedTime(copy).toInstant()).isEqualTo(modified);
    assertThat(Files.isSameFile(folder.resolve("plain/f"), copy)).isFalse();
    assertThat(plain.contents().files())
        .contains(new StagedFile(path("d/g"), content.length(), false));
  }

  @Test
  void copiesNoFurtherOnceItWasDropped() throws Exception {
    StagedTree plain = treeOn("plain", withoutHardLinks());
    tree = plain;
    write("f", "text");

    if (plain.hardLink(path("g"), path("f"), false, Optional.empty())
        instanceof Tree.Linked.ToCopy(Tree.Copy copying)) {
      try (copying) {
        assertThat(copying.next(2)).isEmpty();
        plain.drop();
        assertThat(copying.next(2)).contains(StagedTree.dropped());
      }
    }
    assertThat(folder.resolve("plain/g")).hasContent("te");
    assertThat(plain.contents().files()).hasSize(1);
  }

  @Test
  void refusesAHardLinkWhereTheDiskTakesItsNameForAnother() throws Exception {
    write("f", "x");
    Files.writeString(root().resolve("twin"), "other");

    assertThat(tree.hardLink(path("twin"), path("f"), false, Optional.empty()))
        .isInstanceOf(Tree.Linked.Failed.class);
    assertThat(content("twin")).isEqualTo("other");
  }

  private static Disk withoutHardLinks() {
    return WatchedDisk.of(
        new NioDisk(Durability.PROCESS),
        operation -> {
          if (operation.verb().equals("hardLink")) {
            throw new IOException("Operation not permitted");
          }
          return operation.run();
        });
  }

  private StagedTree treeOn(String name, Disk disk) throws IOException {
    return new StagedTree(
        folder.resolve(name),
        PathLimit.below(Path.of("/destination"), root()),
        new Space(folder, FilesystemSettings.of(folder, List.of(folder)), disk),
        new SaneTimes(CLOCK));
  }

  @Test
  void refusesMoreThanTheDiskHolds() {
    assertThat(tree.expect(1)).isEmpty();
    assertThat(tree.expect(1L << 60)).get().isInstanceOf(Failure.DiskFull.class);
  }
}
