package dev.leash.bootstrap.clients;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives to download. */
final class Zips {
  private static final int MIB = 1 << 20;

  private Zips() {}

  /** A readme.txt, so large that half of it is more than a buffer of anybody's. */
  static byte[] large() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(0);
      zip.putNextEntry(new ZipEntry("readme.txt"));
      zip.write(new byte[MIB]);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
