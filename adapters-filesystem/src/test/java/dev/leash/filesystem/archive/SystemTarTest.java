package dev.leash.filesystem.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.port.MemoryTree;
import dev.leash.domain.testing.Needed;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of the system's own {@code tar} and compressors. */
@DisabledOnOs(OS.WINDOWS)
final class SystemTarTest {
  private static final Instant MODIFIED = Instant.parse("2020-02-03T04:05:07Z");
  private static final String LONG = "long-".repeat(30) + "ü";

  @TempDir private Path folder;

  @BeforeEach
  void makeFiles() throws IOException {
    Needed.commandWhereItIs("tar");
    Files.createDirectories(folder.resolve("d/empty"));
    Files.writeString(folder.resolve("d/text.txt"), "text ".repeat(1_000));
    Files.writeString(folder.resolve("d/tool"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(
        folder.resolve("d/tool"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createSymbolicLink(folder.resolve("d/link"), Path.of("tool"));
    Files.createLink(folder.resolve("d/twin"), folder.resolve("d/tool"));
    Files.setLastModifiedTime(folder.resolve("d/tool"), FileTime.from(MODIFIED));
  }

  @Test
  void areUnzipped() throws Exception {
    isRight(tar());
  }

  @Test
  void areUnzippedFromTheirFolder() throws Exception {
    run("tar", "-c", "-f", "made.tar", "-C", "d", ".");

    assertThat(unzipped().files()).containsExactly("text.txt", "tool", "twin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "oldgnu", "pax", "ustar", "v7"})
  void areUnzippedInEachFormat(String format) throws Exception {
    isRight(tar("--format=" + format));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "oldgnu", "pax"})
  void haveLongNames(String format) throws Exception {
    Path deep = Files.createDirectories(folder.resolve("d/" + LONG + "/" + LONG));
    Files.writeString(deep.resolve("f"), "x");
    Files.createSymbolicLink(folder.resolve("d/to"), Path.of(LONG, LONG, "f"));
    run("tar", "-c", "--format=" + format, "-f", "made.tar", "d");

    assertThat(unzipped().files()).contains("d/" + LONG + "/" + LONG + "/f");
    assertThat(unzipped().links()).containsEntry("d/to", LONG + "/" + LONG + "/f");
  }

  @Test
  void haveALabel() throws Exception {
    isRight(tar("--label=Backup"));
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, gzip",
    "gzip, gzip -1",
    "bzip2, bzip2",
    "xz, xz",
    "xz, xz -C sha256 -9",
    "zstd, zstd -q",
    "zstd, zstd -q --ultra -22 --long=27",
    "pigz, pigz",
    "pzstd, pzstd -q"
  })
  void areUnzippedWhenTheyAreCompressed(String program, String command) throws Exception {
    Needed.commandWhereItIs(program);

    isRight(tar("--use-compress-program=" + command));
  }

  @Test
  void areRefusedWhenTheyAreSparse() throws Exception {
    Path sparse = folder.resolve("d/sparse");
    Files.write(sparse, new byte[] {1});
    try (var channel =
        java.nio.channels.FileChannel.open(sparse, java.nio.file.StandardOpenOption.WRITE)) {
      channel.write(java.nio.ByteBuffer.wrap(new byte[] {1}), 10_000_000);
    }
    for (String format : List.of("gnu", "pax")) {
      run("tar", "-c", "-S", "--format=" + format, "-f", "made.tar", "d");
      assertThat(
              Unzipped.of(Files.readAllBytes(folder.resolve("made.tar")), Unzipped.OPTIONS)
                  .refused()
                  .toString())
          .contains("a tar archive with sparse files");
    }
  }

  private void isRight(byte[] tar) {
    MemoryTree tree = Unzipped.of(tar, Unzipped.OPTIONS).whole();
    assertThat(tree.files()).containsExactly("d/text.txt", "d/tool", "d/twin");
    assertThat(tree.folders()).containsExactly("d", "d/empty");
    assertThat(tree.links()).containsEntry("d/link", "tool");
    assertThat(new String(tree.content("d/text.txt"), StandardCharsets.UTF_8)).hasSize(5_000);
    assertThat(tree.content("d/twin")).asString().isEqualTo("#!/bin/sh\n");
    assertThat(tree.isExecutable("d/tool")).isTrue();
    assertThat(tree.isExecutable("d/text.txt")).isFalse();
    assertThat(tree.modified("d/tool")).contains(MODIFIED);
  }

  private MemoryTree unzipped() throws IOException {
    return Unzipped.of(Files.readAllBytes(folder.resolve("made.tar")), Unzipped.OPTIONS).whole();
  }

  private byte[] tar(String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("tar", "-c"));
    command.addAll(List.of(options));
    command.addAll(List.of("-f", "made.tar", "d"));
    run(command.toArray(new String[0]));
    return Files.readAllBytes(folder.resolve("made.tar"));
  }

  private void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }
}
