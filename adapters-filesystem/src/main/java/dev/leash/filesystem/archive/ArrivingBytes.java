package dev.leash.filesystem.archive;

import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.ArrivingFile.Read;
import dev.leash.domain.port.Cancellation;
import java.nio.ByteBuffer;

/**
 * One generation of the arriving file, for reading; what ends a read ends the extraction.
 * Thread-safe.
 */
final class ArrivingBytes {
  /** For bytes that are read to know that they are there. */
  private static final int PASSING = 16 << 10;

  private final ArrivingFile file;
  private final int generation;
  private final Cancellation cancellation;

  ArrivingBytes(ArrivingFile file, int generation, Cancellation cancellation) {
    this.file = file;
    this.generation = generation;
    this.cancellation = cancellation;
  }

  /** Reads at least one byte, and at most what there is room for; -1 at the file's end. */
  int read(long position, ByteBuffer target) throws ExtractionEnded {
    stopIfCancelled();
    return switch (file.read(generation, position, target, cancellation)) {
      case Read.Bytes(int count) -> count;
      case Read.End(long _) -> -1;
      case Read read -> throw ended(read);
    };
  }

  /** Reads so many bytes, all of which a sound archive has. */
  byte[] bytes(long position, int count) throws ExtractionEnded {
    byte[] bytes = new byte[count];
    ByteBuffer target = ByteBuffer.wrap(bytes);
    while (target.hasRemaining()) {
      if (read(position + target.position(), target) < 0) {
        throw ExtractionEnded.corrupt("it ends too early");
      }
    }
    return bytes;
  }

  /** The file's length; waits until it is known. */
  long length() throws ExtractionEnded {
    stopIfCancelled();
    return switch (file.read(generation, Long.MAX_VALUE, ByteBuffer.allocate(1), cancellation)) {
      case Read.End(long length) -> length;
      case Read.Bytes(int _) ->
          throw new IllegalStateException("a byte lies at the largest position");
      case Read read -> throw ended(read);
    };
  }

  /** Whether the length is known, so that nobody waits for it. */
  boolean hasLength() {
    return hasArrived(Long.MAX_VALUE - 1, 1);
  }

  /** Begins again from the same bytes, in a fresh tree. */
  ExtractionEnded startOver() {
    return new ExtractionEnded(new Extracted.Restarted(generation));
  }

  /**
   * Asks for bytes before others, and waits for them while they may come so.
   *
   * @param count at least 1
   * @return false where they will come in their turn
   */
  boolean awaitWanted(long position, long count) {
    file.want(generation, position, count);
    return file.awaitWanted(generation, position, count, cancellation);
  }

  /** Waits until these bytes are there, all of which a sound archive has. */
  void await(long position, long count) throws ExtractionEnded {
    ByteBuffer passing = ByteBuffer.allocate(PASSING);
    long at = position;
    while (at < position + count && !hasArrived(at, position + count - at)) {
      passing.clear();
      int read = read(at, passing);
      if (read < 0) {
        throw ExtractionEnded.corrupt("it ends too early");
      }
      at += read;
    }
  }

  /** For who waits for something else than bytes: has the task run at the cancellation. */
  Cancellation.Registration onCancel(Runnable task) {
    return cancellation.onCancel(task);
  }

  /** Waits until all bytes are there and right. */
  void awaitWhole() throws ExtractionEnded {
    stopIfCancelled();
    Read read = file.awaitWhole(generation, cancellation);
    if (!(read instanceof Read.End)) {
      throw ended(read);
    }
  }

  /** Whether nobody would wait for these bytes. */
  boolean hasArrived(long position, long count) {
    return count <= 0 || file.hasArrived(generation, position, count);
  }

  /** Asks for bytes before others. */
  void want(long position, long count) {
    if (count > 0) {
      file.want(generation, position, count);
    }
  }

  void stopIfCancelled() throws ExtractionEnded {
    if (cancellation.isCancelled()) {
      throw new ExtractionEnded(new Extracted.Cancelled());
    }
  }

  private static ExtractionEnded ended(Read read) {
    return switch (read) {
      case Read.Failed(var failure) -> ExtractionEnded.of(failure);
      case Read.Restarted(int newer) -> new ExtractionEnded(new Extracted.Restarted(newer));
      case Read.Cancelled() -> new ExtractionEnded(new Extracted.Cancelled());
      case Read.Bytes _, Read.End _ -> throw new IllegalArgumentException(read + " ends nothing");
    };
  }
}
