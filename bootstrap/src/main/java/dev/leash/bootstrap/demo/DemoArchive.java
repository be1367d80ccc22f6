package dev.leash.bootstrap.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes the demo's mod.zip. */
final class DemoArchive {
  private static final int TEXTURES = 24;
  private static final int TEXTURE_BYTES = 1 << 20;
  private static final long SEED = 7;

  static final int FILES = TEXTURES + 2;

  private DemoArchive() {}

  static byte[] make() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "mod/README.txt", "A mod for the demo.\n".getBytes(StandardCharsets.UTF_8));
      add(zip, "mod/config/settings.json", "{\"volume\": 11}\n".getBytes(StandardCharsets.UTF_8));
      Random random = new Random(SEED);
      for (int i = 0; i < TEXTURES; i++) {
        byte[] texture = new byte[TEXTURE_BYTES];
        random.nextBytes(texture);
        add(zip, "mod/textures/%02d.bin".formatted(i), texture);
      }
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }
}
