package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.EntryLedger;
import dev.leash.domain.archive.ExtractionBudget;

/**
 * Judges entries beside one another, and all of them against the limits, by what is said of them.
 * Not safe for use by several threads.
 */
final class EntryJudge {
  private final EntryLedger ledger;
  private final ExtractionBudget budget;
  private final long fileLength;

  EntryJudge(ArchiveLimits limits, long fileLength) {
    this.ledger = new EntryLedger(limits);
    this.budget = new ExtractionBudget(limits);
    this.fileLength = fileLength;
  }

  void judge(PlannedEntry entry) throws ExtractionEnded {
    if (entry.kind() != PlannedEntry.Kind.DROPPED) {
      EntryLedger.Kind kind = EntryLedger.Kind.valueOf(entry.kind().name());
      ExtractionEnded.unlessSound(ledger.enter(entry.entryPath(), kind));
    }
    ExtractionEnded.unlessSound(budget.countBytes(entry.size(), fileLength));
  }
}
