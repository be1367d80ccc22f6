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
    InputStream open(InputStream compressed, ArchiveLimits limits, DecoderMemory memory) {
      return compressed;
    }
  },
  GZIP("its gzip data") {
    @Override
    InputStream open(InputStream compressed, ArchiveLimits limits, DecoderMemory memory) {
      return new GzipStream(compressed);
    }
  },
  BZIP2("its bzip2 data") {
    @Override
    InputStream open(InputStream compressed, ArchiveLimits limits, DecoderMemory memory)
        throws IOException {
      memory.need(BZIP2_MEMORY);
      return new BZip2CompressorInputStream(compressed, true);
    }
  },
  XZ("its xz data") {
    @Override
    InputStream open(InputStream compressed, ArchiveLimits limits, DecoderMemory memory)
        throws IOException {
      long kib = Math.min(limits.decoderMemoryBytes() >> 10, Integer.MAX_VALUE);
      return new XZInputStream(compressed, (int) kib, new XzArrays(memory));
    }
  },
  ZSTD("its Zstandard data") {
    @Override
    InputStream open(InputStream compressed, ArchiveLimits limits, DecoderMemory memory)
        throws IOException {
      return new ZstdStream(compressed, limits, memory);
    }
  };

  /**
   * In bytes: five for each of the 900,000 that a block has at the most, and tables. Each of a
   * file's streams may have such blocks.
   */
  static final long BZIP2_MEMORY = 5L << 20;

  private final String description;

  Compression(String description) {
    this.description = description;
  }

  /** For a person, before what is wrong with it. */
  String description() {
    return description;
  }

  /**
   * Reads compressed bytes as far as the decoder needs them; closing it closes them, too.
   *
   * @param memory where the decoder's is taken from once it is known how much that is; not closed
   */
  abstract InputStream open(InputStream compressed, ArchiveLimits limits, DecoderMemory memory)
      throws IOException;
}
