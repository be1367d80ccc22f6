package dev.leash.filesystem;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which bytes of a file have arrived: disjoint ranges that do not touch, in order. Not safe for use
 * by several threads.
 */
final class ArrivedRanges {
  /** Each range's start and its end, which is not in it. */
  private final TreeMap<Long, Long> ends = new TreeMap<>();

  private long total;

  /** How many of these had not arrived before. */
  long add(long from, long to) {
    if (from >= to) {
      return 0;
    }
    long before = total;
    insert(from, to);
    return total - before;
  }

  private void insert(long from, long to) {
    long start = from;
    long end = to;
    Map.Entry<Long, Long> before = ends.floorEntry(start);
    if (before != null && before.getValue() >= start) {
      start = before.getKey();
    }
    Map.Entry<Long, Long> next = ends.ceilingEntry(start);
    while (next != null && next.getKey() <= end) {
      end = Math.max(end, next.getValue());
      total -= next.getValue() - next.getKey();
      ends.remove(next.getKey());
      next = ends.ceilingEntry(start);
    }
    ends.put(start, end);
    total += end - start;
  }

  /** How many bytes have arrived at the position without a gap. */
  long contiguousFrom(long position) {
    Map.Entry<Long, Long> range = ends.floorEntry(position);
    return range == null ? 0 : Math.max(0, range.getValue() - position);
  }

  /** How many bytes have arrived in all. */
  long total() {
    return total;
  }
}
