package dev.leash.benchmarks.install.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes tars. */
final class Tars {
  private Tars() {}

  static void write(OutputStream out, List<SeededFile> files) throws IOException {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
    for (SeededFile file : files) {
      TarArchiveEntry entry = new TarArchiveEntry(file.path());
      entry.setSize(file.bytes());
      entry.setModTime(FileTime.from(Zips.TIME));
      tar.putArchiveEntry(entry);
      file.writeTo(tar);
      tar.closeArchiveEntry();
    }
    tar.finish();
    tar.flush();
  }
}
