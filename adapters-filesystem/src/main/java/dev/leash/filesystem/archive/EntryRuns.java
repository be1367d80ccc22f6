package dev.leash.filesystem.archive;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hands entries out, in the order of their offsets and in runs of neighbours: two threads that make
 * files of one folder in turns wait for each other. Safe for use by several threads.
 */
final class EntryRuns {
  /** At the end of an archive one thread may have so much to do, and the others nothing. */
  private static final int MAX_ENTRIES = 256;

  private static final long MAX_BYTES = 2L << 20;

  private final KnownEntries entries;
  private final ArrivingBytes source;

  // Guarded by this.
  private int next;
  private int failedAt = Integer.MAX_VALUE;
  private @Nullable Throwable failure;

  /**
   * @param first the index to begin with
   */
  EntryRuns(KnownEntries entries, ArrivingBytes source, int first) {
    this.entries = entries;
    this.source = source;
    this.next = first;
  }

  /**
   * Entries that follow one another.
   *
   * @param to the index after the last one
   */
  record Run(int from, int to) {}

  /** Those that are handed out. */
  KnownEntries entries() {
    return entries;
  }

  /** The next run; empty when there is none left. */
  synchronized Optional<Run> next() {
    return hasNext() ? Optional.of(take(end())) : Optional.empty();
  }

  /** The next run if all its bytes are there. */
  synchronized Optional<Run> nextArrived() {
    return hasArrived() ? Optional.of(take(end())) : Optional.empty();
  }

  /** Whether there is a next run, and all its bytes. */
  synchronized boolean hasArrived() {
    if (!hasNext()) {
      return false;
    }
    long offset = entries.entry(next).headerOffset();
    return source.hasArrived(offset, entries.boundary(end() - 1) - offset);
  }

  private synchronized boolean hasNext() {
    return next < Math.min(failedAt, entries.count());
  }

  private Run take(int end) {
    Run run = new Run(next, end);
    next = end;
    return run;
  }

  private int end() {
    long from = entries.entry(next).headerOffset();
    int most = Math.min(next + MAX_ENTRIES, entries.count());
    int end = next + 1;
    while (end < most && entries.boundary(end) - from <= MAX_BYTES) {
      end++;
    }
    return end;
  }

  /**
   * An entry has failed. Those before it are still unzipped: which of several failures is told must
   * not depend on who was first.
   */
  synchronized void failed(int index, Throwable why) {
    if (index < failedAt) {
      failedAt = index;
      failure = why;
    }
  }

  /** All is over, whatever the entries are. */
  synchronized void over(Throwable why) {
    failed(-1, why);
  }

  /** Whether no entry before it has failed. */
  synchronized boolean isWanted(int index) {
    return index < failedAt;
  }

  /** Throws what the first entry failed for that did. */
  synchronized void requireNoFailure() throws ExtractionEnded {
    switch (failure) {
      case null -> {}
      case ExtractionEnded ended -> throw ended;
      case Error error -> throw error;
      case Throwable bug -> throw new IllegalStateException("unzipping failed unexpectedly", bug);
    }
  }
}
