package dev.leash.bootstrap.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class OwnerOnlyTest {
  @TempDir private Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void isByModesWhereThereAreSome() throws Exception {
    OwnerOnly ways = OwnerOnly.at(folder);

    Path made = Files.createDirectory(folder.resolve("made"), ways.folder());

    assertThat(ways).isEqualTo(OwnerOnly.MODES);
    assertThat(Files.getPosixFilePermissions(made)).hasSize(3);
  }

  @Test
  void asksForNothingOnAFileSystemWithoutModes() throws Exception {
    // The JDK's own file system of zips is one.
    try (FileSystem zip =
        FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"))) {
      OwnerOnly ways = OwnerOnly.at(zip.getPath("/"));

      Path made = Files.createDirectory(zip.getPath("/made"), ways.folder());

      assertThat(ways).isEqualTo(OwnerOnly.INHERITED);
      assertThat(made).isDirectory();
    }
  }
}
