package dev.leash.filesystem.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.port.MemoryTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZMethod;
import org.apache.commons.compress.archivers.sevenz.SevenZMethodConfiguration;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 7zs that the library writes, with every method that it encodes. */
final class SevenZMethodsTest {
  private static final byte[] TEXT = "some text, ".repeat(30_000).getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY",
        "LZMA",
        "LZMA2",
        "BZIP2",
        "DEFLATE",
        "BCJ_X86_FILTER LZMA2",
        "BCJ_PPC_FILTER LZMA2",
        "BCJ_IA64_FILTER LZMA2",
        "BCJ_ARM_FILTER LZMA2",
        "BCJ_ARM_THUMB_FILTER LZMA2",
        "BCJ_SPARC_FILTER LZMA2",
        "DELTA_FILTER LZMA2",
        "DELTA_FILTER BCJ_X86_FILTER BZIP2",
        "DELTA_FILTER COPY",
        "DEFLATE LZMA"
      })
  void areUnpacked(String methods) throws IOException {
    MemoryTree tree = Unzipped.of(made(methods), Unzipped.OPTIONS).whole();

    assertThat(tree.files()).containsExactly("d/empty.txt", "d/noise", "d/text");
    assertThat(tree.folders()).containsExactly("d");
    assertThat(tree.content("d/text")).isEqualTo(TEXT);
    assertThat(tree.content("d/noise")).isEqualTo(noise());
  }

  @ParameterizedTest
  @ValueSource(strings = {"LZMA", "LZMA2", "BZIP2", "DEFLATE", "BCJ_X86_FILTER LZMA2"})
  void areRightOrRefusedWhenTheirDataAreDamaged(String methods) throws IOException {
    byte[] made = made(methods);
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      byte[] damaged = made.clone();
      damaged[SevenZStart.SIZE + random.nextInt(made.length - 300)] ^=
          (byte) (1 << random.nextInt(8));

      SevenZDamageTest.isRightOrRefused(
          damaged, tree -> assertThat(tree.content("d/noise")).isEqualTo(noise()));
    }
  }

  @Test
  void mayHaveNoEntries() throws IOException {
    try (SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel()) {
      new SevenZOutputFile(channel).close();

      assertThat(Unzipped.of(bytes(channel), Unzipped.OPTIONS).whole().files()).isEmpty();
    }
  }

  static byte[] made(String methods) throws IOException {
    try (SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel()) {
      try (SevenZOutputFile out = new SevenZOutputFile(channel)) {
        out.setContentMethods(
            Stream.of(methods.split(" ", -1))
                .map(name -> new SevenZMethodConfiguration(SevenZMethod.valueOf(name)))
                .toList());
        SevenZArchiveEntry folder = new SevenZArchiveEntry();
        folder.setName("d/");
        folder.setDirectory(true);
        out.putArchiveEntry(folder);
        out.closeArchiveEntry();
        put(out, "d/text", TEXT);
        put(out, "d/empty.txt", new byte[0]);
        put(out, "d/noise", noise());
      }
      return bytes(channel);
    }
  }

  private static void put(SevenZOutputFile out, String name, byte[] content) throws IOException {
    SevenZArchiveEntry entry = new SevenZArchiveEntry();
    entry.setName(name);
    out.putArchiveEntry(entry);
    out.write(content);
    out.closeArchiveEntry();
  }

  private static byte[] bytes(SeekableInMemoryByteChannel channel) {
    return Arrays.copyOf(channel.array(), (int) channel.size());
  }

  private static byte[] noise() {
    byte[] noise = new byte[100_000];
    new Random(3).nextBytes(noise);
    return noise;
  }
}
