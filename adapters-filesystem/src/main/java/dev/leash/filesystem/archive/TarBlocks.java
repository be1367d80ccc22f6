package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.ArchiveProblem.Bomb;
import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import java.util.function.LongSupplier;

/**
 * The bytes of a tar, in order. What is never written, headers, extension records and padding, is
 * held to the ratio and to the total like what is: else a small file could keep a thread reading
 * for ever, and one of 10 GiB for hours. For one thread.
 */
final class TarBlocks {
  private static final int BUFFER = 64 << 10;

  private final Extraction extraction;
  private final Decoded decoded;
  private final LongSupplier archiveBytes;
  private long unwritten;

  /**
   * @param archiveBytes of how many bytes of the archive all that was decoded so far was made
   */
  TarBlocks(Extraction extraction, Decoded decoded, LongSupplier archiveBytes) {
    this.extraction = extraction;
    this.decoded = decoded;
    this.archiveBytes = archiveBytes;
  }

  /**
   * Reads a block.
   *
   * @return how many bytes of it are there: fewer only at the end
   */
  int block(byte[] target) throws ExtractionEnded {
    return unwritten(target, TarHeader.SIZE);
  }

  /** Reads some bytes of an entry's data. */
  int data(byte[] target, int room) throws ExtractionEnded {
    int count = decoded.read(target, 0, room);
    if (count < 0) {
      throw endedTooEarly();
    }
    return count;
  }

  /** Reads the whole data of an extension record, and what fills their last block. */
  byte[] record(int size) throws ExtractionEnded {
    byte[] data = new byte[size];
    if (unwritten(data, size) < size) {
      throw endedTooEarly();
    }
    padding(size);
    return data;
  }

  /** Reads what fills the last block of data of that size. */
  void padding(long size) throws ExtractionEnded {
    int length = (int) (-size & (TarHeader.SIZE - 1));
    if (unwritten(new byte[length], length) < length) {
      throw endedTooEarly();
    }
  }

  /**
   * Reads to the end of the file, so that what checks a compressed one is met, too.
   *
   * @return how many bytes there were; -1 when some of them were not zero
   */
  long zeroes() throws ExtractionEnded {
    byte[] buffer = new byte[BUFFER];
    long total = 0;
    boolean zero = true;
    int count;
    do {
      count = unwritten(buffer, BUFFER);
      for (int at = 0; at < count && zero; at++) {
        zero = buffer[at] == 0;
      }
      total += count;
    } while (zero && count == BUFFER);
    return zero ? total : -1;
  }

  private int unwritten(byte[] target, int length) throws ExtractionEnded {
    extraction.source().stopIfCancelled();
    int count = decoded.readFully(target, length);
    unwritten += count;
    ArchiveLimits limits = extraction.options().limits();
    if (unwritten > limits.ratioFloorBytes()
        && Math.ceilDiv(unwritten, limits.ratio()) > archiveBytes.getAsLong()) {
      throw ExtractionEnded.of(
          new Bomb("more than " + limits.ratio() + " bytes for each byte of the archive"));
    }
    // As with the ratio, the floor lets small limits be small: each file has a header.
    if (unwritten > Math.max(limits.expandedBytes(), limits.ratioFloorBytes())) {
      throw ExtractionEnded.of(new LimitExceeded("expandedBytes", limits.expandedBytes()));
    }
    return count;
  }

  static ExtractionEnded endedTooEarly() {
    return ExtractionEnded.corrupt("it ends too early");
  }
}
