package dev.leash.http;

import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.ArrivingFile.Read;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Which bytes of a generation were brought ahead of its body, until the body comes to them. Readers
 * may hold them, and the digest is of the body: the two must not differ. Safe for use by several
 * threads.
 */
final class Foretold {
  /** Bytes that are compared at once. */
  private static final int PIECE = 16 * 1024;

  /** As many as there are requests, and what the body has not left behind of broken ones. */
  private final List<ByteRange> ranges = new ArrayList<>();

  /** These bytes are in the file now. */
  synchronized void add(ByteRange range) {
    // A request's bytes come piece by piece.
    if (!ranges.isEmpty() && ranges.getLast().to() == range.from()) {
      ranges.set(ranges.size() - 1, ranges.getLast().with(range));
    } else {
      ranges.add(range);
    }
  }

  /**
   * Whether what was foretold of the body's next bytes is what they are. Only once nothing is
   * written ahead there any more, and before they are written themselves.
   */
  boolean isConfirmedBy(Job job, int generation, long position, ByteBuffer bytes) {
    for (ByteRange range : within(position, position + bytes.remaining())) {
      ByteBuffer body = bytes.slice((int) (range.from() - position), (int) range.length());
      if (!isThere(job, generation, range.from(), body)) {
        return false;
      }
    }
    return true;
  }

  /** What lies before is forgotten: the body has confirmed it. */
  private synchronized List<ByteRange> within(long from, long to) {
    ranges.removeIf(range -> range.to() <= from);
    return ranges.stream()
        .filter(range -> range.from() < to)
        .map(range -> new ByteRange(Math.max(from, range.from()), Math.min(to, range.to())))
        .toList();
  }

  /** What cannot be read is not confirmed either; the next write tells why. */
  private static boolean isThere(Job job, int generation, long position, ByteBuffer body) {
    ArrivingFile file = job.file();
    ByteBuffer there = ByteBuffer.allocate(Math.min(PIECE, body.remaining()));
    long at = position;
    while (body.hasRemaining()) {
      there.clear().limit(Math.min(there.capacity(), body.remaining()));
      if (!(file.read(generation, at, there, job.cancellation()) instanceof Read.Bytes(int count))
          || !there.flip().equals(body.slice(body.position(), count))) {
        return false;
      }
      body.position(body.position() + count);
      at += count;
    }
    return true;
  }
}
