package dev.leash.benchmarks.cancel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes zips of many small files. */
final class ManyFiles {
  private static final int FILES_A_FOLDER = 200;
  private static final int FILE_BYTES = 100;

  private ManyFiles() {}

  static byte[] zip(int files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < files; i++) {
        zip.putNextEntry(new ZipEntry("mod/%03d/%05d.txt".formatted(i / FILES_A_FOLDER, i)));
        zip.write(new byte[FILE_BYTES]);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
