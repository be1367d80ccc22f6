package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveLimits;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * How a file is compressed as a whole. Every decoder reads all members, streams or frames, checks
 * each one's checksum where there is one, and takes a cut or anything that follows for damage.
 */
enum Compression {
  NONE("the archive") {
    @Override
    InputStream open(InputStream compressed, ArchiveLimits limits) {
      return compressed;
    }
  },
  GZIP("its gzip data") {
    @Override
    InputStream open(InputStream compressed, ArchiveLimits limits) {
      return new GzipStream(compressed);
    }
  },
  BZIP2("its bzip2 data") {
    @Override
    InputStream open(InputStream compressed, ArchiveLimits limits) throws IOException {
      return new BZip2CompressorInputStream(compressed, true);
    }
  },
  XZ("its xz data") {
    @Override
    InputStream open(InputStream compressed, ArchiveLimits limits) throws IOException {
      long kib = Math.min(limits.decoderMemoryBytes() >> 10, Integer.MAX_VALUE);
      return new XZInputStream(compressed, (int) kib);
    }
  },
  ZSTD("its Zstandard data") {
    @Override
    InputStream open(InputStream compressed, ArchiveLimits limits) throws IOException {
      return new ZstdStream(compressed, limits);
    }
  };

  private final String description;

  Compression(String description) {
    this.description = description;
  }

  /** For a person, before what is wrong with it. */
  String description() {
    return description;
  }

  /** Reads compressed bytes as far as the decoder needs them; closing it closes them, too. */
  abstract InputStream open(InputStream compressed, ArchiveLimits limits) throws IOException;
}
