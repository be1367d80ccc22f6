package dev.leash.domain.archive;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What one extraction has used of its {@link ArchiveLimits}. Safe for use by several threads. */
public final class ExtractionBudget {
  private final ArchiveLimits limits;
  private final AtomicInteger entries = new AtomicInteger();
  private final AtomicLong expanded = new AtomicLong();

  public ExtractionBudget(ArchiveLimits limits) {
    this.limits = limits;
  }

  /** Counts one more entry. */
  public Optional<ArchiveProblem> countEntry() {
    return entries.incrementAndGet() > limits.entries()
        ? Optional.of(new ArchiveProblem.LimitExceeded("entries", limits.entries()))
        : Optional.empty();
  }

  /**
   * Counts bytes that are about to be written.
   *
   * @param bytes how many
   * @param archiveBytes how many bytes of the archive they and all before them were made of
   */
  public Optional<ArchiveProblem> countBytes(long bytes, long archiveBytes) {
    long total = expanded.accumulateAndGet(bytes, ExtractionBudget::sum);
    if (total > limits.expandedBytes()) {
      return Optional.of(new ArchiveProblem.LimitExceeded("expandedBytes", limits.expandedBytes()));
    }
    if (total > limits.ratioFloorBytes() && Math.ceilDiv(total, limits.ratio()) > archiveBytes) {
      return Optional.of(
          new ArchiveProblem.Bomb(
              "more than " + limits.ratio() + " bytes for each byte of the archive"));
    }
    return Optional.empty();
  }

  /** Stays at the largest number: an overflow would make a used-up budget whole again. */
  private static long sum(long before, long more) {
    return more > Long.MAX_VALUE - before ? Long.MAX_VALUE : before + more;
  }

  public long expandedBytes() {
    return expanded.get();
  }
}
