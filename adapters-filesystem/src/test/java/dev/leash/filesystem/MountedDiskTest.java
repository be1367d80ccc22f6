package dev.leash.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.domain.download.DownloadRequest.OnExisting;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.FileName;
import dev.leash.domain.download.SourceUrl;
import dev.leash.domain.port.ArrivingFile.Writer;
import dev.leash.domain.port.ArrivingFile.Written;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Staging;
import dev.leash.domain.port.Tree;
import dev.leash.domain.port.Workspace.Claimed;
import dev.leash.domain.port.Workspace.OpenedStaging;
import dev.leash.filesystem.FilesystemSettings.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a small disk of its own shows; skipped where this user may not mount one. */
final class MountedDiskTest {
  private static final Staging.Order TREE =
      new Staging.Order(true, Optional.empty(), Install.MERGE, OnExisting.REPLACE);
  private static final int MIB = 1 << 20;

  @TempDir Path temp;

  private final List<Staging> stagings = new ArrayList<>();
  private Path root;
  private Path disk;
  private FileWorkspace workspace;

  @BeforeEach
  void mountADisk() throws Exception {
    root = Files.createDirectories(temp.toRealPath().resolve("allowed"));
    disk = Files.createDirectories(root.resolve("games/disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=8m", "leash-test", disk.toString()),
        "needs to mount a tmpfs, as root on Linux can");
    // No floor: the disk itself is the bound.
    workspace =
        new FileWorkspace(
            new FilesystemSettings(temp.resolve("state"), List.of(root), 0, 0, Durability.PROCESS),
            FileWorkspaceTest.means(() -> UUID.randomUUID().toString()));
  }

  @AfterEach
  void unmount() throws Exception {
    if (workspace != null) {
      // An open archive would keep the disk busy.
      stagings.forEach(Staging::discard);
      workspace.close();
      assertThat(run("umount", disk.toString()) || run("umount", "-l", disk.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Staging open(Path savePath) {
    DownloadRequest request =
        DownloadRequest.of(
            new FileName("mod.zip"), SourceUrl.parse("http://localhost/mod.zip"), savePath);
    if (workspace.claim(request) instanceof Claimed.Granted(var claim)
        && workspace.open(claim, new Cancellation())
            instanceof OpenedStaging.Ready(Staging staging)) {
      stagings.add(staging);
      return staging;
    }
    throw new AssertionError("no staging");
  }

  private static Tree newTree(Staging staging) {
    if (staging.newTree() instanceof Staging.NewTree.Made(Tree tree)) {
      return tree;
    }
    throw new AssertionError("no tree");
  }

  private static Optional<Failure> fill(Tree tree) {
    Optional<Failure> failure = Optional.empty();
    if (tree.file(new EntryPath("big"), false, Optional.empty())
        instanceof Tree.Opened.Ready(Tree.Sink sink)) {
      try (sink) {
        for (int i = 0; i < 16 && failure.isEmpty(); i++) {
          failure = sink.write(ByteBuffer.allocate(MIB));
        }
      }
    }
    return failure;
  }

  @Test
  void tellsThatTheDiskIsFullWhileTheArchiveArrives() {
    Writer writer = open(disk.resolve("mods")).archive().writer(1);
    Written written = new Written.Done();

    for (int i = 0; i < 16 && written instanceof Written.Done; i++) {
      written = writer.write((long) i * MIB, ByteBuffer.allocate(MIB));
    }

    assertThat(written)
        .isInstanceOfSatisfying(
            Written.Refused.class,
            refused -> assertThat(refused.failure()).isInstanceOf(Failure.DiskFull.class));
  }

  @Test
  void tellsThatTheDiskIsFullWhileItUnzips() {
    assertThat(fill(newTree(open(disk.resolve("mods")))))
        .get()
        .isInstanceOf(Failure.DiskFull.class);
  }

  @Test
  void refusesBeforehandWhatDoesNotFit() {
    Staging staging = open(disk.resolve("mods"));
    Writer writer = staging.archive().writer(1);

    assertThat(writer.announce(4 * MIB)).isInstanceOf(Written.Done.class);
    assertThat(newTree(staging).expect(6 * MIB)).get().isInstanceOf(Failure.DiskFull.class);
    assertThat(writer.announce(9 * MIB)).isInstanceOf(Written.Refused.class);
  }

  @Test
  void forgetsWhatItExpectedOfATreeAndAnArchiveThatBeginAgain() {
    Staging staging = open(disk.resolve("mods"));
    assertThat(staging.archive().writer(1).announce(7 * MIB)).isInstanceOf(Written.Done.class);

    Writer second = staging.archive().writer(2);

    assertThat(newTree(staging).expect(7 * MIB)).isEmpty();
    newTree(staging);
    assertThat(second.announce(7 * MIB)).isInstanceOf(Written.Done.class);
  }

  @Test
  void freesTheDiskWhenItIsDiscarded() {
    Staging staging = open(disk.resolve("mods"));
    fill(newTree(staging));

    staging.discard();
    while (workspace.stagingFolders() > 0) {
      Thread.onSpinWait();
    }

    assertThat(disk.toFile().getUsableSpace()).isGreaterThan(7L * MIB);
    assertThat(disk).isEmptyDirectory();
  }

  @Test
  void stagesOnTheDiskOfItsDestination() throws Exception {
    Staging staging = open(disk.resolve("mods/one"));
    Tree tree = newTree(staging);
    assertThat(tree.folder(new EntryPath("a"))).isEmpty();

    assertThat(disk).isDirectoryContaining("glob:**/.leash-*");
    assertThat(root).isDirectoryNotContaining("glob:**/.leash-*");
    assertThat(staging.publish(TREE, new OpenGate())).isInstanceOf(Staging.Published.Done.class);
    assertThat(disk.resolve("mods/one/a")).isDirectory();
  }

  @Test
  void stagesInsideADestinationThatIsADiskOfItsOwn() throws Exception {
    Staging staging = open(disk);
    Tree tree = newTree(staging);
    assertThat(tree.folder(new EntryPath("a"))).isEmpty();

    assertThat(staging.publish(TREE, new OpenGate())).isInstanceOf(Staging.Published.Done.class);
    assertThat(disk.resolve("a")).isDirectory();
  }

  @Test
  void movesNothingWhenAPartOfTheDestinationIsAnotherDisk() throws Exception {
    Path games = root.resolve("games");
    Files.writeString(games.resolve("a"), "old");
    Staging staging = open(games);
    Tree tree = newTree(staging);
    assertThat(tree.folder(new EntryPath("disk/sub"))).isEmpty();
    if (tree.file(new EntryPath("a"), false, Optional.empty())
        instanceof Tree.Opened.Ready(Tree.Sink sink)) {
      sink.finish();
    }

    assertThat(staging.publish(TREE, new OpenGate())).isInstanceOf(Staging.Published.Failed.class);

    assertThat(games.resolve("a")).hasContent("old");
    assertThat(disk).isEmptyDirectory();
  }
}
