package dev.leash.benchmarks.install.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** How files are put into an archive. */
enum Format {
  ZIP("zip") {
    @Override
    void write(Path archive, List<SeededFile> files) throws IOException {
      Zips.write(archive, files, true);
    }
  },
  STORED_ZIP("zip") {
    @Override
    void write(Path archive, List<SeededFile> files) throws IOException {
      Zips.write(archive, files, false);
    }
  },
  TAR_GZ("tar.gz") {
    @Override
    void write(Path archive, List<SeededFile> files) throws IOException {
      try (OutputStream out =
          new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(archive)), BUFFER)) {
        Tars.write(out, files);
      }
    }
  },
  TAR_ZST("tar.zst") {
    @Override
    void write(Path archive, List<SeededFile> files) throws IOException {
      try (OutputStream out = Zstd.create(archive)) {
        Tars.write(out, files);
      }
    }
  };

  private static final int BUFFER = 1 << 16;

  private final String extension;

  Format(String extension) {
    this.extension = extension;
  }

  String extension() {
    return extension;
  }

  abstract void write(Path archive, List<SeededFile> files) throws IOException;
}
