package dev.leash.filesystem.archive;

import dev.leash.domain.port.Archive.Extracted;
import dev.leash.filesystem.archive.EntryRuns.Run;
import dev.leash.filesystem.archive.PlannedEntry.Kind;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Unzips entries with the thread that calls, which waits for what has not arrived, and with others
 * for what is there already. Used once.
 */
final class JointUnzip {
  private final KnownEntries entries;
  private final EntryRuns runs;
  private final Crew crew;
  private final int mostHelpers;
  private final Function<Runnable, EntryUnzipper> unzippers;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();

  // Guarded by lock.
  private int helpers;

  /**
   * @param mostHelpers how many others at a time
   * @param unzippers makes one for a thread, with what is called between two pieces of an entry
   */
  JointUnzip(
      EntryRuns runs, Crew crew, int mostHelpers, Function<Runnable, EntryUnzipper> unzippers) {
    this.entries = runs.entries();
    this.runs = runs;
    this.crew = crew;
    this.mostHelpers = Math.min(mostHelpers, crew.size() - 1);
    this.unzippers = unzippers;
  }

  /** Has the next run for a thread; empty when there is none left for it. */
  interface Work {
    Optional<Run> next() throws ExtractionEnded;
  }

  /**
   * Unzips all entries but links, and returns when nobody writes any more.
   *
   * @param own of the thread that calls; may wait
   */
  void run(Work own) throws ExtractionEnded {
    try (EntryUnzipper unzipper = unzippers.apply(this::callHelp)) {
      unzip(
          unzipper,
          () -> {
            Optional<Run> run = own.next();
            callHelp();
            return run;
          });
    } finally {
      awaitHelpers();
    }
    runs.requireNoFailure();
  }

  private void unzip(EntryUnzipper unzipper, Work more) {
    try {
      for (Optional<Run> run = more.next(); run.isPresent(); run = more.next()) {
        unzip(unzipper, run.get());
      }
    } catch (ExtractionEnded | RuntimeException | Error e) {
      runs.over(e);
    }
  }

  private void unzip(EntryUnzipper unzipper, Run run) {
    for (int i = run.from(); i < run.to() && runs.isWanted(i); i++) {
      try {
        if (entries.entry(i).kind() != Kind.LINK) {
          unzipper.unzip(entries.entry(i), entries.boundary(i));
        }
        entries.done(i);
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
    try (EntryUnzipper unzipper = unzippers.apply(() -> {})) {
      unzip(unzipper, runs::nextArrived);
    } catch (RuntimeException | Error e) {
      runs.over(e);
    } finally {
      end();
    }
  }

  private boolean begin() {
    lock.lock();
    try {
      boolean begins = helpers < mostHelpers;
      helpers += begins ? 1 : 0;
      return begins;
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      helpers--;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** They end by themselves: none of them waits for anything but the disk. */
  private void awaitHelpers() {
    lock.lock();
    try {
      while (helpers > 0) {
        ended.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}
