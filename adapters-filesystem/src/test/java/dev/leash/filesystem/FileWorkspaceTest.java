package dev.leash.filesystem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.domain.download.DownloadRequest.OnExisting;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.FileList;
import dev.leash.domain.port.ArrivingFile.Written;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.FakeClock;
import dev.leash.domain.port.Gate;
import dev.leash.domain.port.Staging;
import dev.leash.domain.port.Staging.Published;
import dev.leash.domain.port.Tree;
import dev.leash.domain.port.Workspace;
import dev.leash.domain.port.Workspace.Claimed;
import dev.leash.domain.port.WorkspaceContract;
import dev.leash.filesystem.FilesystemSettings.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileWorkspaceTest extends WorkspaceContract {
  @TempDir Path temp;

  private final List<FileWorkspace> made = new ArrayList<>();

  /** A daemon's workspace on the folders of this test. */
  private FileWorkspace daemon() throws IOException {
    Files.createDirectories(root());
    return daemon(root());
  }

  private FileWorkspace daemon(Path allowed) throws IOException {
    FileWorkspace workspace =
        new FileWorkspace(
            FilesystemSettings.of(state(), List.of(allowed)),
            means(() -> UUID.randomUUID().toString()));
    made.add(workspace);
    return workspace;
  }

  static FileWorkspace.Means means(Supplier<String> names) {
    return means(names, CrashPoints.NONE);
  }

  private static FileWorkspace.Means means(Supplier<String> names, CrashPoints points) {
    return new FileWorkspace.Means(
        new FakeClock(),
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory()),
        names,
        points,
        new NioDisk(Durability.PROCESS));
  }

  @Override
  protected Workspace create() throws IOException {
    return daemon();
  }

  @AfterEach
  void closeWorkspaces() {
    made.forEach(FileWorkspace::close);
  }

  private Path state() throws IOException {
    return temp.toRealPath().resolve("state");
  }

  @Override
  protected Path root() throws IOException {
    return temp.toRealPath().resolve("allowed");
  }

  @Override
  protected void put(Path path, String content) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  @Override
  protected Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    Files.walkFileTree(
        root(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            // Its files come and go while the sweeper works.
            return String.valueOf(folder.getFileName()).startsWith(".leash-")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            files.put(
                root().relativize(file).toString(),
                attributes.isSymbolicLink()
                    ? "-> " + Files.readSymbolicLink(file)
                    : Files.readString(file));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  @Override
  protected boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private Path home() throws IOException {
    return root().resolve(".leash-" + Files.getAttribute(root(), "unix:uid"));
  }

  /** The only staging folder there is. */
  private Path stagingFolder() throws IOException {
    try (Stream<Path> list = Files.list(home())) {
      return list.toList().getFirst();
    }
  }

  private List<String> indexed() throws IOException {
    try (Stream<Path> list = Files.list(state().resolve("staging"))) {
      return list.map(path -> path.getFileName().toString()).toList();
    }
  }

  private void awaitSwept() {
    while (workspace.stagingFolders() > 0) {
      Thread.onSpinWait();
    }
  }

  private static void assertNotAllowed(Claimed claimed, String why) {
    assertThat(claimed)
        .isInstanceOfSatisfying(
            Claimed.Refused.class,
            refused ->
                assertThat(refused.failure())
                    .isInstanceOfSatisfying(
                        Failure.PathNotAllowed.class, f -> assertThat(f.why()).contains(why)));
  }

  private static void assertFailed(Published published, Class<? extends Failure> kind) {
    assertThat(published)
        .isInstanceOfSatisfying(
            Published.Failed.class, failed -> assertThat(failed.failure()).isInstanceOf(kind));
  }

  /** What somebody else does to the files. */
  private interface Meddling {
    void run() throws IOException;
  }

  /** The test's gate, at which somebody meddles after all has been planned. */
  private Gate meddling(Meddling meddling) {
    return new Gate() {
      @Override
      public boolean enter() {
        try {
          meddling.run();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        return gate.enter();
      }

      @Override
      public boolean isClosing() {
        return false;
      }

      @Override
      public void leave() {
        gate.leave();
      }
    };
  }

  /** A gate whose session ends after so many renames. */
  private static final class ClosingGate implements Gate {
    private final int renames;
    private int asked;
    private boolean left;

    ClosingGate(int renames) {
      this.renames = renames;
    }

    @Override
    public boolean enter() {
      return true;
    }

    @Override
    public boolean isClosing() {
      asked++;
      return asked > renames;
    }

    @Override
    public void leave() {
      left = true;
    }
  }

  @Nested
  class ADestination {
    @Test
    void isResolvedThroughLinksThatStayInside() throws Exception {
      Files.createDirectories(root.resolve("real"));
      Files.createSymbolicLink(root.resolve("link"), Path.of("real"));

      Staging staging = staged(request(root.resolve("link/new")), "a");

      assertThat(staging.publish(TREE, gate))
          .isInstanceOfSatisfying(
              Published.Done.class,
              done -> assertThat(done.path()).isEqualTo(root.resolve("real/new")));
      assertThat(root.resolve("real/new/a")).hasContent("a");
    }

    @Test
    void mayNotLeadOutThroughALink() throws Exception {
      Files.createDirectories(temp.resolve("outside"));
      Files.createSymbolicLink(root.resolve("link"), temp.resolve("outside"));

      assertNotAllowed(workspace.claim(request(root.resolve("link"))), "no allowed folder");
      assertNotAllowed(workspace.claim(request(root.resolve("link/below"))), "no allowed folder");
    }

    @Test
    void mayNotLeadThroughALinkToNowhere() throws Exception {
      Files.createSymbolicLink(root.resolve("link"), temp.resolve("nowhere"));
      Files.createSymbolicLink(root.resolve("circle"), Path.of("circle"));

      assertNotAllowed(workspace.claim(request(root.resolve("link"))), "leads nowhere");
      assertNotAllowed(workspace.claim(request(root.resolve("circle/a"))), "leads nowhere");
    }

    @Test
    void liesInAnAllowedFolder() {
      assertNotAllowed(workspace.claim(request(temp.resolve("other"))), "no allowed folder");
      assertNotAllowed(
          workspace.claim(request(root.resolveSibling("allowed-not"))), "no allowed folder");
    }

    @Test
    void isNoneOfOurOwnFolders() throws Exception {
      assertNotAllowed(workspace.claim(request(home().resolve("x"))), "belongs to Leash");
      assertNotAllowed(workspace.claim(request(root.resolve("a/.LEASH-7/b"))), "belongs to Leash");
    }

    @Test
    void isNotReplacedWhenItIsAnAllowedFolder() {
      assertNotAllowed(workspace.claim(replacing(root)), "allowed folder");
      assertThat(workspace.claim(request(root))).isInstanceOf(Claimed.Granted.class);
    }

    @Test
    void isJudgedAgainRightBeforePublishing() throws Exception {
      Files.createDirectories(savePath.getParent());
      Staging staging = staged(request(savePath), "a");

      Path outside = Files.createDirectories(temp.resolve("outside"));
      Files.delete(savePath.getParent());
      Files.createSymbolicLink(savePath.getParent(), outside);

      assertFailed(staging.publish(TREE, gate), Failure.PathNotAllowed.class);
      assertThat(outside).isEmptyDirectory();
      assertThat(gate.entered()).isZero();
    }
  }

  @Nested
  class AStagingFolder {
    @Test
    void liesInTheAllowedFolderItselfForItsOwnerAlone() throws Exception {
      Files.createDirectories(savePath);
      open(request(savePath));

      assertThat(stagingFolder().getParent()).isEqualTo(home());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home())))
          .isEqualTo("rwx------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(stagingFolder())))
          .isEqualTo("rwx------");
      assertThat(Files.getFileStore(stagingFolder())).isEqualTo(Files.getFileStore(savePath));
      assertThat(root.resolve("mods")).isDirectoryNotContaining("glob:**/.leash-*");
      assertThat(indexed()).containsExactly(stagingFolder().getFileName().toString());
    }

    @Test
    void isGoneWithItsHomeAndItsIndexEntryOnceItWasDiscarded() throws Exception {
      Staging staging = staged(request(savePath), "a", "b/c");

      staging.discard();
      awaitSwept();

      assertThat(root).isEmptyDirectory();
      assertThat(indexed()).isEmpty();
    }

    @Test
    void leavesTheHomeToOthers() throws Exception {
      Staging first = open(request(savePath));
      Staging second = open(request(savePath));

      first.discard();
      while (workspace.stagingFolders() > 1) {
        Thread.onSpinWait();
      }

      assertThat(stagingFolder()).exists();
      second.discard();
    }

    @Test
    void isNotMadeInAHomeThatIsALink() throws Exception {
      Path outside = Files.createDirectories(temp.resolve("outside"));
      Files.createSymbolicLink(home(), outside);
      Files.createDirectories(savePath);

      Staging staging = staged(request(savePath), "a");

      assertThat(outside).isEmptyDirectory();
      assertThat(staging.publish(TREE, gate)).isInstanceOf(Published.Done.class);
    }

    @Test
    void takesNoLateWrites() throws Exception {
      Staging staging = open(request(savePath));
      Tree tree = newTree(staging);
      var writer = staging.archive().writer(1);

      staging.discard();
      awaitSwept();

      assertThat(writer.write(0, ByteBuffer.wrap(new byte[10]))).isEqualTo(new Written.Revoked());
      assertThat(tree.folder(new EntryPath("late"))).isPresent();
      assertThat(staging.newTree()).isInstanceOf(Staging.NewTree.Failed.class);
      assertThat(root).isEmptyDirectory();
    }
  }

  @Nested
  class AReplacement {
    @Test
    void listsNothingAsReplacedThatALinkOfTheOldFolderLedTo() throws Exception {
      put(temp.resolve("outside/f"), "outside");
      put(savePath.resolve("a"), "old a");
      Files.createSymbolicLink(savePath.resolve("sub"), temp.resolve("outside"));
      Files.createSymbolicLink(savePath.resolve("link"), Path.of("nowhere"));
      Staging.Order order =
          new Staging.Order(true, Optional.empty(), Install.REPLACE, OnExisting.REPLACE);

      Published published = staged(replacing(savePath), "a", "link", "sub/f").publish(order, gate);

      assertThat(published)
          .isInstanceOfSatisfying(
              Published.Done.class,
              done ->
                  assertThat(done.files())
                      .isEqualTo(
                          new FileList.Builder()
                              .add("a", 1, true)
                              .add("link", 4, true)
                              .add("sub/f", 5, false)
                              .build()));
    }
  }

  @Nested
  class AMerge {
    @Test
    void doesNotWriteThroughALinkThatIsThere() throws Exception {
      Path outside = Files.createDirectories(temp.resolve("outside"));
      Files.createDirectories(savePath);
      Files.createSymbolicLink(savePath.resolve("sub"), outside);

      Published published = staged(request(savePath), "sub/f").publish(TREE, gate);

      assertFailed(published, Failure.DestinationConflict.class);
      assertThat(outside).isEmptyDirectory();
    }

    @Test
    void replacesALinkAndNotWhatItLeadsTo() throws Exception {
      put(temp.resolve("outside/f"), "precious");
      Files.createDirectories(savePath);
      Files.createSymbolicLink(savePath.resolve("f"), temp.resolve("outside/f"));

      staged(request(savePath), "f").publish(TREE, gate);

      assertThat(savePath.resolve("f")).isRegularFile().hasContent("f");
      assertThat(temp.resolve("outside/f")).hasContent("precious");
    }

    @Test
    void doesNotReachOurOwnFolders() throws Exception {
      Path above = temp.toRealPath();
      workspace = daemon(above);
      Staging staging = staged(request(above), "state/planted");

      assertFailed(staging.publish(TREE, gate), Failure.PathNotAllowed.class);
      assertThat(state().resolve("planted")).doesNotExist();
    }

    @Test
    void isRefusedWhenAFolderOnTheWayIsALinkByTheTimeOfItsTurn() throws Exception {
      Path outside = Files.createDirectory(temp.toRealPath().resolve("outside"));
      Path way = Files.createDirectories(root().resolve("way"));
      CrashPoints meanwhile =
          point -> {
            if (point == CrashPoints.Point.TURN_TAKEN) {
              try {
                Files.move(way, way.resolveSibling("gone"));
                Files.createSymbolicLink(way, outside);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          };
      FileWorkspace meddled =
          new FileWorkspace(
              FilesystemSettings.of(state(), List.of(root())),
              means(() -> UUID.randomUUID().toString(), meanwhile));
      made.add(meddled);
      workspace = meddled;
      Staging staging = staged(request(way.resolve("mod")), "a");

      assertFailed(staging.publish(TREE, gate), Failure.PathNotAllowed.class);
      assertThat(outside).isEmptyDirectory();
    }

    @Test
    void isUndoneWhenARenameFailsInTheMiddle() throws Exception {
      for (String name : List.of("a", "b", "c", "d")) {
        put(savePath.resolve(name), "old " + name);
      }
      Staging staging = staged(request(savePath), "a", "b", "c", "d", "new");
      // Somebody makes a file after all was looked over: one rename will meet it.
      Gate meddling = meddling(() -> put(savePath.resolve("new"), "somebody's"));

      Published published = staging.publish(TREE, meddling);

      assertFailed(published, Failure.DestinationConflict.class);
      assertThat(gate.left()).isEqualTo(1);
      assertThat(files())
          .containsOnly(
              entry("mods/one/a", "old a"),
              entry("mods/one/b", "old b"),
              entry("mods/one/c", "old c"),
              entry("mods/one/d", "old d"),
              entry("mods/one/new", "somebody's"));
    }

    @Test
    void isUndoneWhenAReplacedFileIsAnotherByThen() throws Exception {
      put(savePath.resolve("a"), "old a");
      put(savePath.resolve("b"), "old b");
      Staging staging = staged(request(savePath), "a", "b", "c");

      Published published =
          staging.publish(
              TREE,
              meddling(() -> {
                Files.move(savePath.resolve("b"), savePath.resolve("mine"));
                put(savePath.resolve("b"), "somebody's");
              }));

      assertFailed(published, Failure.DestinationConflict.class);
      assertThat(files())
          .containsOnly(
              entry("mods/one/a", "old a"),
              entry("mods/one/b", "somebody's"),
              entry("mods/one/mine", "old b"));
    }

    @Test
    void isUndoneWhenAFaultBreaksItOffAndNothingOldIsSwept() throws Exception {
      for (String name : List.of("a", "b", "c", "d")) {
        put(savePath.resolve(name), "old " + name);
      }
      Staging staging = staged(request(savePath), "a", "b", "c", "d", "new");
      AtomicInteger asked = new AtomicInteger();
      Gate faulty =
          new Gate() {
            @Override
            public boolean enter() {
              return true;
            }

            @Override
            public boolean isClosing() {
              if (asked.incrementAndGet() == 4) {
                throw new IllegalStateException("a fault between two renames");
              }
              return false;
            }

            @Override
            public void leave() {}
          };

      assertThatThrownBy(() -> staging.publish(TREE, faulty))
          .isInstanceOf(IllegalStateException.class);
      staging.discard();

      assertThat(files())
          .containsOnly(
              entry("mods/one/a", "old a"),
              entry("mods/one/b", "old b"),
              entry("mods/one/c", "old c"),
              entry("mods/one/d", "old d"));
    }

    @Test
    void isUndoneWhenItsSessionEndsBeforeHalfIsDone() throws Exception {
      for (String name : List.of("a", "b", "c", "d")) {
        put(savePath.resolve(name), "old " + name);
      }
      Map<String, String> before = files();
      ClosingGate closing = new ClosingGate(3);

      Published published = staged(request(savePath), "a", "b", "c", "d").publish(TREE, closing);

      assertThat(published).isEqualTo(new Published.Refused());
      assertThat(files()).isEqualTo(before);
      assertThat(closing.left).isTrue();
    }

    @Test
    void isFinishedWhenItsSessionEndsAfterHalfIsDone() throws Exception {
      for (String name : List.of("a", "b", "c", "d")) {
        put(savePath.resolve(name), "old " + name);
      }

      Published published =
          staged(request(savePath), "a", "b", "c", "d").publish(TREE, new ClosingGate(4));

      assertThat(published).isInstanceOf(Published.Done.class);
      assertThat(files()).containsEntry("mods/one/a", "a").containsEntry("mods/one/d", "d");
    }

    @Test
    void canBeTriedAgainAfterAFailure() throws Exception {
      put(savePath.resolve("sub"), "in the way");
      Staging staging = staged(request(savePath), "sub/f");
      assertFailed(staging.publish(TREE, gate), Failure.DestinationConflict.class);

      Files.delete(savePath.resolve("sub"));

      assertThat(staging.publish(TREE, gate)).isInstanceOf(Published.Done.class);
      assertThat(files()).containsOnlyKeys("mods/one/sub/f");
    }

    @Test
    void takesTurnsWithOthers() throws Exception {
      int count = 12;
      List<CompletableFuture<Published>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Staging staging = staged(request(savePath), "shared", "sub/own-" + i, "deep/" + i + "/f");
        CompletableFuture<Published> published = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> published.complete(staging.publish(TREE, gate)));
        all.add(published);
      }

      for (CompletableFuture<Published> published : all) {
        assertThat(published.get()).isInstanceOf(Published.Done.class);
      }
      assertThat(files()).hasSize(1 + 2 * count).containsEntry("mods/one/shared", "shared");
      assertThat(gate.left()).isEqualTo(count);
    }

    @Test
    void bringsLinksAsTheyAre() throws Exception {
      Staging staging = open(request(savePath));
      Tree tree = newTree(staging);
      write(tree, "v1/f", "x");
      tree.link(new EntryPath("current"), "v1");
      assertThat(tree.seal()).isEmpty();

      staging.publish(TREE, gate);

      assertThat(files())
          .containsOnly(entry("mods/one/v1/f", "x"), entry("mods/one/current", "-> v1"));
    }
  }

  @Nested
  class Recovery {
    @Test
    void sweepsWhatAKilledDaemonLeft() throws Exception {
      staged(request(savePath), "a", "b/c");

      FileWorkspace next = daemon();
      next.recover();

      assertThat(root).isEmptyDirectory();
      assertThat(indexed()).isEmpty();
    }

    @Test
    void leavesWhatWasPublishedAndChangesNothingASecondTime() throws Exception {
      put(savePath.resolve("a"), "old");
      staged(request(savePath), "a", "b").publish(TREE, gate);

      FileWorkspace next = daemon();
      next.recover();
      next.recover();

      assertThat(files()).containsOnly(entry("mods/one/a", "a"), entry("mods/one/b", "b"));
      assertThat(home()).doesNotExist();
    }

    @Test
    void followsNoLinkThatTookTheHomesPlace() throws Exception {
      open(request(savePath));
      Path outside = temp.resolve("outside");
      Files.move(home(), outside);
      Files.createSymbolicLink(home(), outside);
      String name;
      try (Stream<Path> list = Files.list(outside)) {
        name = list.toList().getFirst().getFileName().toString();
      }

      daemon().recover();

      assertThat(outside.resolve(name)).exists();
    }

    @Test
    void deletesNothingButStagingFoldersWhateverTheIndexSays() throws Exception {
      put(root.resolve("precious/f"), "x");
      put(state().resolve("staging/precious"), root + "\0");
      put(state().resolve("staging/f"), root.resolve("precious").toString());

      daemon().recover();

      assertThat(root.resolve("precious/f")).exists();
      assertThat(indexed()).isEmpty();
    }

    @Test
    void waitsForADriveThatIsAway() throws Exception {
      open(request(savePath));
      Path away = root.resolveSibling("away");
      Files.move(root, away);
      Files.createDirectory(temp.resolve("elsewhere"));
      FileWorkspace next =
          new FileWorkspace(
              FilesystemSettings.of(state(), List.of(temp.resolve("elsewhere"))),
              means(() -> "unused"));
      made.add(next);

      next.recover();
      assertThat(indexed()).hasSize(1);

      Files.move(away, root);
      next.recover();
      assertThat(indexed()).isEmpty();
      assertThat(root).isEmptyDirectory();
    }
  }

  @Nested
  class Waiting {
    @Test
    void forATurnEndsWithTheDownload() throws Exception {
      DownloadRequest merging = request(savePath);
      Cancellation own = new Cancellation();
      Staging first = staged(merging, "a");
      if (!(workspace.open(claim(merging), own)
          instanceof Workspace.OpenedStaging.Ready(Staging second))) {
        throw new AssertionError("no staging");
      }
      write(newTree(second), "b", "b");
      CompletableFuture<Published> waiting = new CompletableFuture<>();
      Gate slow =
          new Gate() {
            @Override
            public boolean enter() {
              Thread waiter =
                  Thread.ofPlatform()
                      .daemon()
                      .start(() -> waiting.complete(second.publish(TREE, gate)));
              while (waiter.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
              }
              own.cancel();
              assertThat(waiting.join()).isEqualTo(new Published.Refused());
              return gate.enter();
            }

            @Override
            public boolean isClosing() {
              return false;
            }

            @Override
            public void leave() {
              gate.leave();
            }
          };

      assertThat(first.publish(TREE, slow)).isInstanceOf(Published.Done.class);

      assertThat(gate.entered()).isEqualTo(1);
      assertThat(files()).containsOnlyKeys("mods/one/a");
    }
  }

  @Test
  void namesTheBytesOfTheArchiveAsTheyArrived() throws Exception {
    Staging staging = open(keeping(savePath));
    var writer = staging.archive().writer(1);
    writer.write(3, ByteBuffer.wrap("def".getBytes(UTF_8)));
    writer.write(0, ByteBuffer.wrap("abc".getBytes(UTF_8)));
    writer.finish(6);

    staging.publish(
        new Staging.Order(
            false, Optional.of(request(savePath).fileName()), TREE.install(), TREE.onExisting()),
        gate);

    assertThat(files()).containsOnly(entry("mods/one/mod.zip", "abcdef"));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(savePath.resolve("mod.zip"))))
        .startsWith("rw-r");
  }
}
