package dev.leash.filesystem.archive;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hands the entries of a plan out, in the order of their offsets and in runs of neighbours: two
 * threads that make files of one folder in turns wait for each other. Safe for use by several
 * threads.
 */
final class EntryRuns {
  /** At the end of an archive one thread may have so much to do, and the others nothing. */
  private static final int MAX_ENTRIES = 256;

  private static final long MAX_BYTES = 2L << 20;

  private final ZipPlan plan;
  private final ArrivingBytes source;

  // Guarded by this.
  private int next;
  private int failedAt;
  private @Nullable Throwable failure;

  EntryRuns(ZipPlan plan, ArrivingBytes source) {
    this.plan = plan;
    this.source = source;
    this.failedAt = plan.entries().size();
  }

  /**
   * Entries that follow one another.
   *
   * @param to the index after the last one
   */
  record Run(int from, int to) {}

  /** The next run; empty when there is none left. */
  synchronized Optional<Run> next() {
    return next < failedAt ? Optional.of(take(end())) : Optional.empty();
  }

  /** The next run if all its bytes are there. */
  synchronized Optional<Run> nextArrived() {
    return hasArrived() ? Optional.of(take(end())) : Optional.empty();
  }

  /** Whether there is a next run, and all its bytes. */
  synchronized boolean hasArrived() {
    if (next >= failedAt) {
      return false;
    }
    long offset = plan.entries().get(next).headerOffset();
    return source.hasArrived(offset, plan.boundary(end() - 1) - offset);
  }

  private Run take(int end) {
    Run run = new Run(next, end);
    next = end;
    return run;
  }

  private int end() {
    long from = plan.entries().get(next).headerOffset();
    int most = Math.min(next + MAX_ENTRIES, plan.entries().size());
    int end = next + 1;
    while (end < most && plan.boundary(end) - from <= MAX_BYTES) {
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
