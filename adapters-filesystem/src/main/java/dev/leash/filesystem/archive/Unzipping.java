package dev.leash.filesystem.archive;

import dev.leash.filesystem.archive.PlannedEntry.Kind;

/** Unzips the entries of a plan. Links come last, when no file is written any more. Used once. */
final class Unzipping {
  private final Extraction extraction;
  private final ZipPlan plan;
  private final ZipAhead ahead;
  private final Crew crew;

  /**
   * @param ahead has unzipped the first entries, none of which is a link
   */
  Unzipping(Extraction extraction, ZipPlan plan, ZipAhead ahead, Crew crew) {
    this.extraction = extraction;
    this.plan = plan;
    this.ahead = ahead;
    this.crew = crew;
  }

  /** Returns when all is unzipped. */
  void run() throws ExtractionEnded {
    ahead.amend(plan);
    EntryRuns runs = new EntryRuns(plan, extraction.source(), ahead.unzipped());
    // The library reads all its entries through one channel: who waits there, holds up the others.
    int helpers = plan.library().isPresent() ? 0 : Integer.MAX_VALUE;
    new JointUnzip(runs, crew, helpers, this::unzipper).run(runs::next);
    makeLinks();
  }

  private void makeLinks() throws ExtractionEnded {
    try (EntryUnzipper unzipper = unzipper(() -> {})) {
      for (int i = 0; i < plan.count(); i++) {
        if (plan.entry(i).kind() == Kind.LINK) {
          unzipper.unzip(plan.entry(i), plan.boundary(i));
        }
      }
    }
  }

  private EntryUnzipper unzipper(Runnable between) {
    return new EntryUnzipper(extraction, plan.end()::fileLength, plan.library(), between);
  }
}
