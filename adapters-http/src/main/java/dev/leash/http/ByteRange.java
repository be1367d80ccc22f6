package dev.leash.http;

/**
 * Some of the archive's bytes.
 *
 * @param from the position of the first
 * @param to the position after the last
 */
record ByteRange(long from, long to) {
  ByteRange {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException(
          "to must be after from, but the range was " + from + " to " + to);
    }
  }

  boolean contains(long position) {
    return from <= position && position < to;
  }

  long length() {
    return to - from;
  }

  /** Whether no more bytes than that lie between the two. */
  boolean isNear(ByteRange other, long gap) {
    return from - gap <= other.to && other.from - gap <= to;
  }

  /** Both, and what lies between them. */
  ByteRange with(ByteRange other) {
    return new ByteRange(Math.min(from, other.from), Math.max(to, other.to));
  }
}
