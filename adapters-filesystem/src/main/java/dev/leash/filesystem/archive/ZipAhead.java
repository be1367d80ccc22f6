package dev.leash.filesystem.archive;

import dev.leash.domain.port.Tree;
import dev.leash.filesystem.archive.EntryRuns.Run;
import dev.leash.filesystem.archive.PlannedEntry.Kind;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Unzips what local headers tell of while the directory is still to come, as it is to the last from
 * a server without ranges. All of it is a guess until the directory has agreed to it. Used once.
 */
final class ZipAhead {
  /** Of one that is no longer than this, the end is there soon enough. */
  private static final long SMALL = 1L << 20;

  private final Extraction extraction;
  private final Crew crew;
  private final ZipScan scan;
  private boolean failed;

  /** The modification times of all that it has unzipped. */
  private long[] times = {};

  ZipAhead(Extraction extraction, Crew crew) {
    this.extraction = extraction;
    this.crew = crew;
    this.scan = new ZipScan(extraction);
  }

  /** Waits until it is known whether the end will come before what lies before it. */
  static boolean isWorthwhile(Extraction extraction) throws ExtractionEnded {
    ArrivingBytes source = extraction.source();
    if (extraction.look() != Look.ZIP) {
      return false;
    }
    if (!source.hasLength()) {
      return true;
    }
    long length = source.length();
    return length > SMALL
        && !source.awaitWanted(length - EndRecordReader.TAIL, EndRecordReader.TAIL);
  }

  /**
   * Unzips as far as local headers tell. What is wrong with an entry is told by who reads the
   * directory.
   */
  void run() throws ExtractionEnded {
    EntryRuns runs = new EntryRuns(scan, extraction.source(), 0);
    try {
      new JointUnzip(runs, crew, Integer.MAX_VALUE, this::unzipper).run(() -> next(runs));
    } catch (ExtractionEnded e) {
      if (!e.isOfArchive()) {
        throw e;
      }
      failed = true;
    }
    times = scan.times();
  }

  private Optional<Run> next(EntryRuns runs) throws ExtractionEnded {
    scan.readArrived();
    Optional<Run> run = runs.next();
    while (run.isEmpty() && runs.isWanted(scan.count()) && scan.readNext()) {
      run = runs.next();
    }
    return run;
  }

  private EntryUnzipper unzipper(Runnable between) {
    return new EntryUnzipper(
        extraction,
        scan::reached,
        Optional.empty(),
        () -> {
          readArrived();
          between.run();
        });
  }

  private void readArrived() {
    try {
      scan.readArrived();
    } catch (ExtractionEnded e) {
      // Whoever reads bytes next is told so too, and has somebody to tell.
      return;
    }
  }

  /**
   * Whether a judged archive begins with what it has unzipped, if anything; to be asked once. Else
   * the tree is worth nothing.
   */
  boolean isStartOf(ZipPlan plan) {
    return !failed && scan.isStartOf(plan) && canBeAmended(plan);
  }

  /** A file that was given a time cannot be made to have none. */
  private boolean canBeAmended(ZipPlan plan) {
    return IntStream.range(0, times.length)
        .allMatch(i ->
            times[i] == PlannedEntry.NO_TIME
                || plan.entry(i).modifiedMillis() != PlannedEntry.NO_TIME);
  }

  /** How many entries it has unzipped. */
  int unzipped() {
    return scan.count();
  }

  /** Gives the files what the directory alone knows of them. */
  void amend(ZipPlan plan) throws ExtractionEnded {
    Tree tree = extraction.tree();
    for (int i = 0; i < times.length; i++) {
      ZipEntryRecord entry = plan.entry(i);
      if (entry.kind() == Kind.FILE && (entry.executable() || entry.modifiedMillis() != times[i])) {
        extraction.source().stopIfCancelled();
        ExtractionEnded.unlessEmpty(
            tree.amend(entry.entryPath(), entry.executable(), entry.modified()));
      }
    }
  }
}
