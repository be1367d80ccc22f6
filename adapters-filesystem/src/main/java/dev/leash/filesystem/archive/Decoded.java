package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveLimits;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a compressed file has in it, whatever the library that decodes it throws. For one thread.
 */
final class Decoded implements AutoCloseable {
  private final InputStream stream;
  private final String name;

  Decoded(
      Compression compression, InputStream compressed, ArchiveLimits limits, DecoderMemory memory)
      throws ExtractionEnded {
    this.name = compression.description();
    try {
      this.stream = compression.open(compressed, limits, memory);
    } catch (IOException | RuntimeException e) {
      throw LibraryProblems.ended(e, name);
    }
  }

  /** As {@link InputStream#read(byte[], int, int)}. */
  int read(byte[] target, int offset, int length) throws ExtractionEnded {
    try {
      return stream.read(target, offset, length);
    } catch (IOException | RuntimeException e) {
      throw LibraryProblems.ended(e, name);
    }
  }

  /** As {@link InputStream#readNBytes(byte[], int, int)}: fewer only at the end. */
  int readFully(byte[] target, int length) throws ExtractionEnded {
    int total = 0;
    while (total < length) {
      int count = read(target, total, length - total);
      if (count < 0) {
        break;
      }
      total += count;
    }
    return total;
  }

  @Override
  public void close() throws ExtractionEnded {
    try {
      stream.close();
    } catch (IOException | RuntimeException e) {
      throw LibraryProblems.ended(e, name);
    }
  }
}
