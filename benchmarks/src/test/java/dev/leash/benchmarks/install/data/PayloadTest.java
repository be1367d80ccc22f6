package dev.leash.benchmarks.install.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PayloadTest {
  @TempDir private Path folder;

  @Test
  void hasTheSizesThatArePromised() {
    assertThat(bytes(Content.LARGE)).isCloseTo(730_000_000, within(10_000_000L));
    assertThat(bytes(Content.MANY)).isCloseTo(121_000_000, within(2_000_000L));
    assertThat(bytes(Content.STORED)).isEqualTo(1_000_000_000);
    assertThat(Content.MANY.files(Scale.FULL)).hasSize(20_000);
    assertThat(Payload.PACK.archives(Scale.FULL)).hasSize(200);
  }

  @Test
  void namesEachFileOnce() {
    for (Content content : Content.values()) {
      assertThat(content.files(Scale.FULL).stream().map(SeededFile::path)).doesNotHaveDuplicates();
    }
  }

  @Test
  void makesTextSmallerAndNoiseNot() throws IOException {
    assertThat(deflated(Texture.TEXT)).isBetween(0.25, 0.45);
    assertThat(deflated(Texture.NOISE)).isBetween(0.99, 1.01);
  }

  @Test
  void drawsTheSameForEver() throws IOException {
    SeededFile file = new SeededFile("f", 10_000, Texture.TEXT, 5);

    assertThat(Fingerprint.of(file).crc()).isEqualTo(3_976_801_196L);
  }

  @Test
  void unzipsEachPartOfAPackIntoAFolderOfItsName() {
    List<SeededFile> files = Payload.PACK.archives(Scale.QUICK).get("003.zip");

    assertThat(files).isNotNull().hasSize(10);
    assertThat(files).extracting(SeededFile::path).contains("mod/part-0.bin", "mod/part-9.bin");
    assertThat(Content.PACK.files(Scale.QUICK))
        .extracting(SeededFile::path)
        .contains("003/mod/part-0.bin");
  }

  @Test
  void makesWhatIsMissingOnce() throws IOException {
    DataFolder data = open();
    Prepared first = data.prepare(Payload.PACK);
    Path zip = data.folder().resolve(first.archives().getFirst());
    Object made = Files.getLastModifiedTime(zip);

    Prepared second = open().prepare(Payload.PACK);

    assertThat(second).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(zip)).isEqualTo(made);
    assertThat(first.archives()).hasSize(10).contains("pack/007.zip");
    assertThat(first.manifest().files()).hasSize(100).containsKey("007/mod/part-3.bin");
    try (ZipFile file = new ZipFile(zip.toFile())) {
      assertThat(file.size()).isEqualTo(10);
    }
  }

  private DataFolder open() throws IOException {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return DataFolder.open(folder, Scale.QUICK, nowhere);
  }

  private static long bytes(Content content) {
    return content.files(Scale.FULL).stream().mapToLong(SeededFile::bytes).sum();
  }

  private static double deflated(Texture texture) {
    int size = 1_000_000;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new SeededFile("f", size, texture, 4).writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(bytes.toByteArray());
      deflater.finish();
      return deflater.deflate(new byte[2 * size]) / (double) size;
    } finally {
      deflater.end();
    }
  }
}
