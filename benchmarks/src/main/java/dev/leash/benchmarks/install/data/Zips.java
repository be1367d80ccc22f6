package dev.leash.benchmarks.install.data;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Writes zips as the usual tools do: with sizes in the local headers, which a zip written as a
 * stream would not have.
 */
final class Zips {
  /** What both the usual tools and zlib take, when they are told nothing. */
  private static final int LEVEL = 6;

  /** The same bytes each time need the same times. */
  static final Instant TIME = Instant.parse("2026-01-02T03:04:06Z");

  private Zips() {}

  static void write(Path archive, List<SeededFile> files, boolean deflated) throws IOException {
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
      zip.setUseZip64(Zip64Mode.Never);
      zip.setMethod(deflated ? Deflater.DEFLATED : ZipArchiveEntry.STORED);
      zip.setLevel(LEVEL);
      for (SeededFile file : files) {
        zip.putArchiveEntry(entry(file, deflated));
        file.writeTo(zip);
        zip.closeArchiveEntry();
      }
    }
  }

  private static ZipArchiveEntry entry(SeededFile file, boolean deflated) throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(file.path());
    entry.setTime(TIME.toEpochMilli());
    entry.setSize(file.bytes());
    entry.setUnixMode(0100644);
    entry.setMethod(deflated ? ZipArchiveEntry.DEFLATED : ZipArchiveEntry.STORED);
    if (!deflated) {
      entry.setCrc(Fingerprint.of(file).crc());
    }
    return entry;
  }
}
