package dev.leash.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Which bytes to ask for beside the body: what readers want, in a few requests of a sensible size.
 * Not safe for use by several threads.
 */
final class Wishes {
  /** What is no farther ahead of the body comes with it within a moment. */
  static final long NEAR = 1L << 20;

  /** A request costs a round trip, in which so many bytes come for nothing. */
  static final long LEAST = 64 * 1024;

  /** The largest directory that a reader takes, and what enlarges it. */
  static final long MOST = (32L << 20) + LEAST;

  /** An end and a directory, each of which may lead to another. */
  static final int MAX_REQUESTS = 4;

  private final long total;
  private final List<ByteRange> pending = new ArrayList<>();
  private final List<ByteRange> brought = new ArrayList<>();
  private Optional<ByteRange> asked = Optional.empty();
  private int requests;
  private boolean givenUp;

  Wishes(long total) {
    this.total = total;
  }

  /**
   * Enters a wish.
   *
   * @param body how far the body is
   * @return whether a request brings what it is for, and has not yet
   */
  boolean add(long position, long length, long body) {
    long to = length < total - position ? position + length : total;
    if (position < 0 || to <= position || position < body + NEAR || to - position > MOST) {
      return false;
    }
    Optional<ByteRange> missing = missing(enlarged(position, to));
    if (missing.isPresent() && !givenUp && requests < MAX_REQUESTS) {
      pending.add(missing.get());
    }
    return brings(position);
  }

  /** The range to ask for next, which is then being asked for; empty when there is none. */
  Optional<ByteRange> next(long body) {
    pending.removeIf(range -> range.from() < body + NEAR);
    if (givenUp || requests == MAX_REQUESTS || pending.isEmpty()) {
      pending.clear();
      return Optional.empty();
    }
    requests++;
    asked = Optional.of(merged(pending.removeFirst()));
    return asked;
  }

  /** What was being asked for is there. */
  void served() {
    asked.ifPresent(brought::add);
    asked = Optional.empty();
  }

  /** What was being asked for does not come, and nothing more is asked for. */
  void giveUp() {
    asked = Optional.empty();
    pending.clear();
    givenUp = true;
  }

  /** Whether a request will bring this byte, if nothing goes wrong. */
  boolean brings(long position) {
    return asked.filter(range -> range.contains(position)).isPresent()
        || pending.stream().anyMatch(range -> range.contains(position));
  }

  /** Whether a request has brought this byte. */
  boolean hasBrought(long position) {
    return brought.stream().anyMatch(range -> range.contains(position));
  }

  private ByteRange enlarged(long from, long to) {
    long end = Math.min(total, Math.max(to, from + LEAST));
    return new ByteRange(Math.max(0, Math.min(from, end - LEAST)), end);
  }

  /** Less what was asked for already at one of its ends. */
  private Optional<ByteRange> missing(ByteRange range) {
    long from = range.from();
    long to = range.to();
    List<ByteRange> known = new ArrayList<>(brought);
    asked.ifPresent(known::add);
    for (ByteRange other : known) {
      if (other.contains(from)) {
        from = other.to();
      }
      if (from < to && other.contains(to - 1)) {
        to = other.from();
      }
      if (from >= to) {
        return Optional.empty();
      }
    }
    return Optional.of(new ByteRange(from, to));
  }

  private ByteRange merged(ByteRange first) {
    ByteRange all = first;
    for (Iterator<ByteRange> others = pending.iterator(); others.hasNext(); ) {
      ByteRange other = others.next();
      if (all.isNear(other, LEAST) && all.with(other).length() <= MOST) {
        all = all.with(other);
        others.remove();
      }
    }
    return all;
  }
}
