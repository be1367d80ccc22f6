package dev.leash.filesystem.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.archive.ArchiveProblem.Encrypted;
import dev.leash.domain.archive.ArchiveProblem.Unsupported;
import dev.leash.domain.port.MemoryTree;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of the system's own 7-Zip, by whichever name it goes. */
@DisabledOnOs(OS.WINDOWS)
final class SystemSevenZTest {
  private static final Instant MODIFIED = Instant.parse("2020-02-03T04:05:07Z");

  @TempDir private Path folder;
  private String command = "";

  @BeforeEach
  void makeFiles() throws IOException {
    Optional<String> found =
        Stream.of("7zz", "7z", "7za").filter(SystemSevenZTest::isThere).findFirst();
    assumeTrue(found.isPresent(), "7-Zip is not there");
    command = found.get();
    Files.createDirectories(folder.resolve("d/empty"));
    Files.writeString(folder.resolve("d/text.txt"), "text ".repeat(1_000));
    Files.writeString(folder.resolve("d/nothing"), "");
    Files.writeString(folder.resolve("d/tool"), "#!/bin/sh\n");
    Files.write(folder.resolve("d/program.exe"), program());
    Files.setPosixFilePermissions(
        folder.resolve("d/tool"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createSymbolicLink(folder.resolve("d/link"), Path.of("tool"));
    Files.setLastModifiedTime(folder.resolve("d/tool"), FileTime.from(MODIFIED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-mx=5",
        "-mx=9",
        "-mx=0",
        "-mx=1 -ms=off",
        "-m0=LZMA",
        "-m0=LZMA2:d=64m",
        "-m0=BZip2",
        "-m0=Deflate",
        "-m0=Deflate64",
        "-mf=BCJ2 -mx=9",
        "-m0=BCJ2 -m1=LZMA:d=1m -m2=LZMA:d=64k -m3=LZMA:d=64k -mb0:1 -mb0s1:2 -mb0s2:3",
        "-mf=BCJ",
        "-mf=Delta:4",
        "-mf=ARM",
        "-mf=ARMT",
        "-mf=ARM64",
        "-mf=PPC",
        "-mf=SPARC",
        "-mf=IA64",
        "-mhc=off",
        "-mtm=on -mtc=on -mta=on",
        "-m0=LZMA:lc=8:lp=0:pb=4"
      })
  void areUnpacked(String options) throws Exception {
    MemoryTree tree = Unzipped.of(made(options.split(" ", -1)), Unzipped.OPTIONS).whole();

    assertThat(tree.files()).containsExactly("d/nothing", "d/program.exe", "d/text.txt", "d/tool");
    assertThat(tree.folders()).containsExactly("d", "d/empty");
    assertThat(tree.links()).containsEntry("d/link", "tool");
    assertThat(new String(tree.content("d/text.txt"), StandardCharsets.UTF_8)).hasSize(5_000);
    assertThat(tree.content("d/program.exe")).isEqualTo(program());
    assertThat(tree.isExecutable("d/tool")).isTrue();
    assertThat(tree.isExecutable("d/text.txt")).isFalse();
    assertThat(tree.modified("d/tool")).contains(MODIFIED);
  }

  @Test
  void areEncryptedWithAPassword() throws Exception {
    assertThat(refusal("-psecret")).isInstanceOf(Encrypted.class);
  }

  @Test
  void areEncryptedWithAPasswordForTheirNamesToo() throws Exception {
    assertThat(refusal("-psecret", "-mhe=on")).isEqualTo(new Encrypted("its list of entries"));
  }

  @Test
  void areUnsupportedWithAMethodThatIsNotDecoded() throws Exception {
    assertThat(refusal("-m0=PPMd")).isEqualTo(new Unsupported("a 7z archive with the method PPMd"));
  }

  private ArchiveProblem refusal(String... options) throws Exception {
    return Unzipped.of(made(options), Unzipped.OPTIONS).refusedBeforehand();
  }

  /** Has many calls and jumps for a filter to convert, some of them to nowhere. */
  private static byte[] program() {
    byte[] program = new byte[200_000];
    for (int i = 0; i < program.length; i++) {
      program[i] = (byte) (i * 31 + (i >> 8));
    }
    program[0] = 'M';
    program[1] = 'Z';
    int[] opcodes = {0xe8, 0xe9, 0x0f84};
    for (int i = 500, k = 0; i < program.length - 10; i += 37, k++) {
      int opcode = opcodes[k % 3];
      if (opcode > 0xff) {
        program[i - 1] = 0x0f;
      }
      program[i] = (byte) opcode;
      int relative = 4_096 - i + k % 7 * 64;
      for (int b = 0; b < 4; b++) {
        program[i + 1 + b] = (byte) (relative >> (8 * b));
      }
    }
    return program;
  }

  private byte[] made(String... options) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(command, "a", "-bso0", "-bsp0", "-snl"));
    line.addAll(List.of(options));
    line.addAll(List.of("made.7z", "d"));
    Process process = new ProcessBuilder(line).directory(folder.toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
    return Files.readAllBytes(folder.resolve("made.7z"));
  }

  private static boolean isThere(String program) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getenv("PATH"))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }
}
