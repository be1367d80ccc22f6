package dev.leash.http;

import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.ArrivingFile.Writer;
import dev.leash.domain.port.ArrivingFile.Written;
import java.nio.ByteBuffer;

/**
 * How far the body is. What is brought ahead of it is written beyond its edge only: the body is the
 * truth, and nothing may come over it. Safe for use by several threads.
 */
final class BodyEdge {
  private final ArrivingFile file;
  private final int generation;
  private final Writer writer;
  private final Foretold foretold;
  private volatile long at;
  private volatile boolean wroteAhead;

  BodyEdge(ArrivingFile file, int generation, Foretold foretold) {
    this.file = file;
    this.generation = generation;
    this.writer = file.writer(generation);
    this.foretold = foretold;
  }

  long at() {
    return at;
  }

  /** Whether anything was written that the body had not brought. */
  boolean wroteAhead() {
    return wroteAhead;
  }

  /** The body's bytes are about to be written up to here; waits for a write beyond the edge. */
  synchronized void advance(long to) {
    at = to;
  }

  /** Writes what the body has not come to yet. The monitor keeps the edge where it is. */
  synchronized Written writeAhead(long position, ByteBuffer bytes) {
    long behind = Math.clamp(at - position, 0, bytes.remaining());
    bytes.position(bytes.position() + (int) behind);
    if (!bytes.hasRemaining()) {
      return new Written.Done();
    }
    wroteAhead = true;
    ByteRange range = new ByteRange(position + behind, position + behind + bytes.remaining());
    Written written = writer.write(range.from(), bytes);
    // By the file, not by the answer: bytes may be there of a write that was refused.
    if (file.hasArrived(generation, range.from(), range.length())) {
      foretold.add(range);
    }
    return written;
  }
}
