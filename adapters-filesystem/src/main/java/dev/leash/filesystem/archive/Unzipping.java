package dev.leash.filesystem.archive;

import dev.leash.domain.port.Archive.Extracted;
import dev.leash.filesystem.archive.EntryRuns.Run;
import dev.leash.filesystem.archive.ZipEntryRecord.Kind;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Unzips all entries of a plan: with the thread that calls, which waits for what has not arrived,
 * and with others for what is there already. Links come last, when no file is written any more.
 */
final class Unzipping {
  private final Extraction extraction;
  private final ZipPlan plan;
  private final Crew crew;
  private final EntryRuns runs;
  private final int mostHelpers;

  // Guarded by this.
  private int helpers;

  Unzipping(Extraction extraction, ZipPlan plan, Crew crew) {
    this.extraction = extraction;
    this.plan = plan;
    this.crew = crew;
    this.runs = new EntryRuns(plan, extraction.source());
    // The library reads all its entries through one channel: who waits there, holds up the others.
    this.mostHelpers = plan.library().isPresent() ? 0 : crew.size() - 1;
  }

  void run() throws ExtractionEnded {
    try (EntryUnzipper unzipper = new EntryUnzipper(extraction, plan, this::callHelp)) {
      try {
        unzip(unzipper, this::next);
      } finally {
        awaitHelpers();
      }
      runs.requireNoFailure();
      for (int i = 0; i < plan.entries().size(); i++) {
        if (isLink(i)) {
          unzipper.unzip(i);
        }
      }
    }
  }

  private Optional<Run> next() {
    Optional<Run> own = runs.next();
    callHelp();
    return own;
  }

  private boolean isLink(int index) {
    return plan.entries().get(index).kind() == Kind.LINK;
  }

  private void unzip(EntryUnzipper unzipper, Supplier<Optional<Run>> more) {
    try {
      for (Optional<Run> run = more.get(); run.isPresent(); run = more.get()) {
        unzip(unzipper, run.get());
      }
    } catch (RuntimeException | Error e) {
      runs.over(e);
    }
  }

  private void unzip(EntryUnzipper unzipper, Run run) {
    for (int i = run.from(); i < run.to() && runs.isWanted(i); i++) {
      try {
        if (!isLink(i)) {
          unzipper.unzip(i);
        }
      } catch (ExtractionEnded e) {
        if (e.how() instanceof Extracted.Failed) {
          runs.failed(i, e);
        } else {
          runs.over(e);
        }
      }
    }
  }

  /** Has another thread begin, where there is work that need not be waited for. */
  private void callHelp() {
    if (runs.hasArrived() && begin() && !crew.tryRun(this::help)) {
      end();
    }
  }

  private void help() {
    try (EntryUnzipper unzipper = new EntryUnzipper(extraction, plan, () -> {})) {
      unzip(unzipper, runs::nextArrived);
    } catch (RuntimeException | Error e) {
      runs.over(e);
    } finally {
      end();
    }
  }

  private synchronized boolean begin() {
    boolean begins = helpers < mostHelpers;
    helpers += begins ? 1 : 0;
    return begins;
  }

  private synchronized void end() {
    helpers--;
    notifyAll();
  }

  /** They end by themselves: none of them waits for anything but the disk. */
  private synchronized void awaitHelpers() {
    boolean interrupted = false;
    while (helpers > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
