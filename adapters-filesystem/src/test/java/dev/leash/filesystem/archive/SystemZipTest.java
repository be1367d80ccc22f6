package dev.leash.filesystem.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leash.domain.port.MemoryTree;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
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

/** Archives of the system's own {@code zip}, where there is one. */
@DisabledOnOs(OS.WINDOWS)
final class SystemZipTest {
  private static final Instant MODIFIED = Instant.parse("2020-02-03T04:05:07Z");

  @TempDir private Path folder;

  @BeforeEach
  void makeFiles() throws IOException {
    assumeTrue(isThere("zip"), "this system has no zip");
    Files.createDirectories(folder.resolve("d/empty"));
    Files.writeString(folder.resolve("d/ü.txt"), "text ".repeat(1_000));
    Files.writeString(folder.resolve("d/tool"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(
        folder.resolve("d/tool"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createSymbolicLink(folder.resolve("d/link"), Path.of("tool"));
    Files.setLastModifiedTime(folder.resolve("d/tool"), FileTime.from(MODIFIED));
  }

  @Test
  void areUnzipped() throws Exception {
    isRight(zip("-r", "-y", "-", "d"));
  }

  @Test
  void areUnzippedWhenTheyWereStored() throws Exception {
    isRight(zip("-r", "-y", "-0", "-", "d"));
  }

  @Test
  void areUnzippedWhenTheyAreZip64() throws Exception {
    isRight(zip("-r", "-y", "-fz", "-", "d"));
  }

  @Test
  void areUnzippedWhenBzip2CompressedThem() throws Exception {
    isRight(zip("-r", "-y", "-Z", "bzip2", "-", "d"));
  }

  @Test
  void areUnzippedWhenTheyWereWrittenToAFile() throws Exception {
    zip("-r", "-y", "made.zip", "d");

    isRight(Files.readAllBytes(folder.resolve("made.zip")));
  }

  @Test
  void areUnzippedBehindAProgram() throws Exception {
    zip("-r", "-y", "made.zip", "d");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0});
    bytes.writeBytes(Files.readAllBytes(folder.resolve("made.zip")));

    isRight(bytes.toByteArray());
  }

  private static void isRight(byte[] zip) {
    MemoryTree tree = Unzipped.of(zip, Unzipped.OPTIONS).whole();
    assertThat(tree.files()).containsExactly("d/tool", "d/ü.txt");
    assertThat(tree.folders()).containsExactly("d", "d/empty");
    assertThat(tree.links()).containsEntry("d/link", "tool");
    assertThat(new String(tree.content("d/ü.txt"), StandardCharsets.UTF_8)).hasSize(5_000);
    assertThat(tree.isExecutable("d/tool")).isTrue();
    assertThat(tree.isExecutable("d/ü.txt")).isFalse();
    assertThat(tree.modified("d/tool")).contains(MODIFIED);
  }

  private byte[] zip(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("zip", "-q"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (InputStream out = process.getInputStream()) {
      byte[] bytes = out.readAllBytes();
      assertThat(process.waitFor()).isZero();
      return bytes;
    }
  }

  private static boolean isThere(String program) {
    String[] path = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1);
    return List.of(path).stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
