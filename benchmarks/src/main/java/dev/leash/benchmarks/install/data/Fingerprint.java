package dev.leash.benchmarks.install.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/** By what a file is known again. */
public record Fingerprint(long bytes, long crc) {
  static Fingerprint of(SeededFile file) throws IOException {
    CRC32 crc = new CRC32();
    file.writeTo(new CheckedOutputStream(OutputStream.nullOutputStream(), crc));
    return new Fingerprint(file.bytes(), crc.getValue());
  }

  static Fingerprint of(Path file) throws IOException {
    CRC32 crc = new CRC32();
    try (InputStream in = Files.newInputStream(file)) {
      long bytes = in.transferTo(new CheckedOutputStream(OutputStream.nullOutputStream(), crc));
      return new Fingerprint(bytes, crc.getValue());
    }
  }
}
