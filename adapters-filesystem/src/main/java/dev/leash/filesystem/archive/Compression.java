package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveLimits;
import java.io.IOException;
import java.io.InputStream;

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
