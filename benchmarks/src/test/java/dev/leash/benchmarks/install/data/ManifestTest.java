package dev.leash.benchmarks.install.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManifestTest {
  private static final List<SeededFile> FILES =
      List.of(
          new SeededFile("a b/one.txt", 100_000, Texture.TEXT, 1),
          new SeededFile("two.bin", 70_001, Texture.NOISE, 2),
          new SeededFile("none", 0, Texture.TEXT, 3));

  @TempDir private Path folder;
  private Path tree;
  private Manifest manifest;

  @BeforeEach
  void writeTree() throws IOException {
    tree = folder.resolve("tree");
    for (SeededFile file : FILES) {
      Path path = tree.resolve(file.path());
      Files.createDirectories(path.getParent());
      try (OutputStream out = Files.newOutputStream(path)) {
        file.writeTo(out);
      }
    }
    manifest = Manifest.of(FILES);
  }

  @Test
  void findsNoDifferenceInWhatItIsOf() throws IOException {
    assertThat(manifest.difference(tree)).isEmpty();
    assertThat(manifest.bytes()).isEqualTo(170_001);
  }

  @Test
  void seesAMissingFile() throws IOException {
    Files.delete(tree.resolve("none"));

    assertThat(manifest.difference(tree)).contains("2 files, not 3, or of other names");
  }

  @Test
  void seesAFileTooMany() throws IOException {
    Files.createFile(tree.resolve("more"));

    assertThat(manifest.difference(tree)).isPresent();
  }

  @Test
  void seesOneOtherByte() throws IOException {
    Path file = tree.resolve("two.bin");
    byte[] bytes = Files.readAllBytes(file);
    bytes[70_000]++;
    Files.write(file, bytes);

    assertThat(manifest.difference(tree)).contains("two.bin has other bytes");
  }

  @Test
  void isTheSameWhenItIsReadAgain() throws IOException {
    Path file = folder.resolve("manifest");

    manifest.write(file);

    assertThat(Manifest.read(file)).isEqualTo(manifest);
  }

  @Test
  void refusesToReadWhatIsNone() throws IOException {
    Path file = Files.writeString(folder.resolve("manifest"), "nonsense\n");

    assertThatThrownBy(() -> Manifest.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nonsense");
  }
}
