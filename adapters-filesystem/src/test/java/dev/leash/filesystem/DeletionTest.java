package dev.leash.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.filesystem.FilesystemSettings.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeletionTest {
  @TempDir Path temp;

  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectories(temp.resolve("folder"));
  }

  @Test
  void removesLinksThatLeadOutWithoutFollowingThem() throws Exception {
    Path outside = Files.createDirectories(temp.resolve("outside/sub"));
    Files.writeString(outside.resolve("precious"), "x");
    Files.createSymbolicLink(folder.resolve("folder-link"), outside.getParent());
    Files.createSymbolicLink(folder.resolve("file-link"), outside.resolve("precious"));
    Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));

    new Deletion(folder, new NioDisk(Durability.PROCESS)).run();

    assertThat(folder).doesNotExist();
    assertThat(outside.resolve("precious")).exists();
  }

  @Test
  void removesALinkInItsOwnPlaceWithoutFollowingIt() throws Exception {
    Path outside = Files.createDirectories(temp.resolve("outside"));
    Files.writeString(outside.resolve("precious"), "x");
    Path link = Files.createSymbolicLink(temp.resolve("link"), outside);

    new Deletion(link, new NioDisk(Durability.PROCESS)).run();

    assertThat(outside.resolve("precious")).exists();
  }

  @Test
  void opensFoldersThatNobodyMayRead() throws Exception {
    Path locked = Files.createDirectories(folder.resolve("a/locked"));
    Files.writeString(locked.resolve("f"), "x");
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));

    new Deletion(folder, new NioDisk(Durability.PROCESS)).run();

    assertThat(folder).doesNotExist();
  }

  @Test
  void deletesPathsThatAreLongerThanThePlatformAllows() throws Exception {
    // Each part is moved to the end of the next one: together no path could name them.
    Path chain = folder.resolve("first");
    Files.createDirectories(chain);
    for (int part = 0; part < 5; part++) {
      Path top = folder.resolve("next");
      Path lowest = top;
      Files.createDirectories(lowest);
      for (int level = 0; level < 10; level++) {
        lowest = lowest.resolve("x".repeat(200));
        Files.createDirectory(lowest);
      }
      Files.move(chain, lowest.resolve("y"), StandardCopyOption.ATOMIC_MOVE);
      chain = folder.resolve("chain");
      Files.move(top, chain, StandardCopyOption.ATOMIC_MOVE);
    }

    new Deletion(folder, new NioDisk(Durability.PROCESS)).run();

    assertThat(folder).doesNotExist();
  }

  @Test
  void deletesManyFiles() throws Exception {
    for (int d = 0; d < 20; d++) {
      Path sub = Files.createDirectory(folder.resolve("d" + d));
      for (int f = 0; f < 250; f++) {
        Files.createFile(sub.resolve("f" + f));
      }
    }

    new Deletion(folder, new NioDisk(Durability.PROCESS)).run();

    assertThat(folder).doesNotExist();
  }

  @Test
  void doesNothingWhereNothingIs() throws Exception {
    new Deletion(temp.resolve("missing"), new NioDisk(Durability.PROCESS)).run();

    assertThat(temp.resolve("missing")).doesNotExist();
  }
}
