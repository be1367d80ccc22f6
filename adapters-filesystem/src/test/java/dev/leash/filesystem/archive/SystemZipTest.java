package dev.leash.filesystem.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.port.MemoryTree;
import dev.leash.domain.testing.Needed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Archives of the system's own {@code zip}. */
@DisabledOnOs(OS.WINDOWS)
final class SystemZipTest {
  private static final Instant MODIFIED = Instant.parse("2020-02-03T04:05:07Z");

  @TempDir private Path folder;

  @BeforeEach
  void makeFiles() throws IOException {
    Needed.command("zip");
    Files.createDirectories(folder.resolve("d/empty"));
    Files.writeString(folder.resolve("d/text.txt"), "text ".repeat(1_000));
    Files.writeString(folder.resolve("d/tool"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(
        folder.resolve("d/tool"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createSymbolicLink(folder.resolve("d/link"), Path.of("tool"));
    Files.setLastModifiedTime(folder.resolve("d/tool"), FileTime.from(MODIFIED));
  }

  @Test
  void areUnzipped() throws Exception {
    isRight(zip());
  }

  @Test
  void areUnzippedWhenTheyWereStored() throws Exception {
    isRight(zip("-0"));
  }

  @Test
  void areUnzippedWhenTheyAreZip64() throws Exception {
    isRight(zip("-fz"));
  }

  @Test
  void areUnzippedBehindAProgram() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0});
    bytes.writeBytes(zip());

    isRight(bytes.toByteArray());
  }

  private static void isRight(byte[] zip) {
    MemoryTree tree = Unzipped.of(zip, Unzipped.OPTIONS).whole();
    assertThat(tree.files()).containsExactly("d/text.txt", "d/tool");
    assertThat(tree.folders()).containsExactly("d", "d/empty");
    assertThat(tree.links()).containsEntry("d/link", "tool");
    assertThat(new String(tree.content("d/text.txt"), StandardCharsets.UTF_8)).hasSize(5_000);
    assertThat(tree.isExecutable("d/tool")).isTrue();
    assertThat(tree.isExecutable("d/text.txt")).isFalse();
    assertThat(tree.modified("d/tool")).contains(MODIFIED);
  }

  private byte[] zip(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("zip", "-q", "-r", "-y"));
    command.addAll(List.of(options));
    command.addAll(List.of("made.zip", "d"));
    Process process = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
    return Files.readAllBytes(folder.resolve("made.zip"));
  }
}
