package dev.leash.bootstrap.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes the demo's mods. */
final class DemoArchive {
  private static final int TEXTURES = 24;
  private static final int TEXTURE_BYTES = 1 << 20;
  private static final long SEED = 7;

  static final int FILES = TEXTURES + 2;

  private DemoArchive() {}

  /** The mod of the demo in a terminal. */
  static void make(Path file) throws IOException {
    make(file, TEXTURES, TEXTURE_BYTES);
  }

  /**
   * @param textures how many it has, beside two small files
   */
  static void make(Path file, int textures, int textureBytes) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      // Noise does not get smaller: it would only take time.
      zip.setLevel(Deflater.NO_COMPRESSION);
      add(zip, "mod/README.txt", "A mod for the demo.\n".getBytes(StandardCharsets.UTF_8));
      add(zip, "mod/config/settings.json", "{\"volume\": 11}\n".getBytes(StandardCharsets.UTF_8));
      Random random = new Random(SEED);
      byte[] texture = new byte[textureBytes];
      for (int i = 0; i < textures; i++) {
        random.nextBytes(texture);
        add(zip, "mod/textures/%02d.bin".formatted(i), texture);
      }
    }
  }

  /** Copies an archive that is small, and damages the copy in its middle. */
  static void damage(Path whole, Path copy) throws IOException {
    byte[] bytes = Files.readAllBytes(whole);
    bytes[bytes.length / 2] ^= 1;
    Files.write(copy, bytes);
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }
}
