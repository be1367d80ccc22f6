package dev.leash.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Staging.Published;
import dev.leash.filesystem.FilesystemSettings.Durability;
import dev.leash.filesystem.Ground.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A disk that is really full, sooner or later in a small download: of bytes, or of inodes. Skipped
 * where this user may not mount one.
 */
final class FullDiskTest {
  @TempDir Path temp;

  /** What the user has takes some, and the download more: from too little to enough. */
  static Stream<Arguments> disks() {
    return Stream.concat(
            IntStream.rangeClosed(6, 14).mapToObj(pages -> "size=" + 4 * pages + "k"),
            IntStream.rangeClosed(11, 28).mapToObj(inodes -> "size=1m,nr_inodes=" + inodes))
        .flatMap(disk -> Stream.of(Kind.values()).map(kind -> Arguments.of(disk, kind)));
  }

  @ParameterizedTest
  @MethodSource("disks")
  void leavesAllOldOrAllNewAndSaysSo(String disk, Kind kind) throws Exception {
    Seen seen = download(disk, kind, new NioDisk(Durability.PROCESS));

    if (seen.published() instanceof Published.Failed(Failure failure)) {
      assertThat(failure).isInstanceOf(Failure.DiskFull.class);
    }
    assertThat(seen.tree())
        .isEqualTo(seen.published() instanceof Published.Done ? seen.fresh() : seen.old());
    assertThat(seen.own()).containsOnlyKeys("", "staging");
  }

  @Test
  void findsAFailedWriteThatIsTakenForADoneOne() throws Exception {
    Disk mistaken =
        WatchedDisk.of(new NioDisk(Durability.PROCESS), FullDiskTest::takesForDoneWhatFailed);
    List<Failure> wrong = new ArrayList<>();
    for (Arguments arguments : disks().toList()) {
      String disk = (String) arguments.get()[0];
      Kind kind = (Kind) arguments.get()[1];
      if (kind == Kind.MERGE
          && disk.matches("size=[0-9]+k")
          && download(disk, kind, mistaken).published() instanceof Published.Failed(Failure failure)
          && !(failure instanceof Failure.DiskFull)) {
        wrong.add(failure);
      }
    }

    // What is looked at first again is the turn's lock: it is empty, so it seems to be another's.
    assertThat(wrong).isNotEmpty().hasOnlyElementsOfType(Failure.DestinationBusy.class);
  }

  private static @Nullable Object takesForDoneWhatFailed(WatchedDisk.Operation operation)
      throws IOException {
    try {
      return operation.run();
    } catch (IOException e) {
      if (operation.verb().equals("write")) {
        ByteBuffer source = (ByteBuffer) operation.arguments().getFirst();
        int left = source.remaining();
        source.position(source.limit());
        return left;
      }
      throw e;
    }
  }

  /**
   * What a download left on a small disk.
   *
   * @param own what Leash kept in the state directory
   * @param old the tree before it
   * @param fresh the tree after it, where there is room
   */
  private record Seen(
      Published published,
      SortedMap<String, String> tree,
      SortedMap<String, String> own,
      SortedMap<String, String> old,
      SortedMap<String, String> fresh) {}

  private Seen download(String disk, Kind kind, Disk on) throws Exception {
    new Deletion(temp.resolve("small"), new NioDisk(Durability.PROCESS)).run();
    Path roomy = temp.resolve("roomy");
    new Deletion(roomy, new NioDisk(Durability.PROCESS)).run();
    Ground ground = Ground.furnished(roomy);
    SortedMap<String, String> old = ground.tree();
    assertThat(download(ground, kind, new NioDisk(Durability.PROCESS)))
        .isInstanceOf(Published.Done.class);
    SortedMap<String, String> fresh = ground.tree();

    Path small = Files.createDirectories(temp.resolve("small/allowed"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", disk + ",mode=755", "leash-test", small.toString()),
        "needs to mount a tmpfs, as root on Linux can");
    try {
      Ground full = Ground.furnished(temp.resolve("small"));
      Published published = download(full, kind, on);
      return new Seen(published, full.tree(), full.own(), old, fresh);
    } finally {
      assertThat(run("umount", small.toString())).isTrue();
    }
  }

  private static Published download(Ground ground, Kind kind, Disk disk) {
    try (FileWorkspace workspace = ground.workspace(disk)) {
      return new SmallDownload(workspace, ground, kind).run();
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
