package dev.leash.filesystem;

import dev.leash.domain.port.Clock;
import dev.leash.filesystem.CrashPoints.Point;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Deletes staging folders on one quiet thread; their index entries are dropped last. Nobody waits
 * for it. Safe for use by several threads.
 */
final class Sweeper implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Sweeper.class.getName());

  /** A shutdown has 5 s in all (docs/protocol.md); what is left then is found by the next start. */
  private static final Duration DRAIN = Duration.ofSeconds(1);

  /**
   * What did not go because somebody still wrote goes soon after; each try waits so much longer.
   */
  private static final Duration RETRY = Duration.ofSeconds(1);

  private static final int MAX_TRIES = 6;

  private final StagingIndex index;
  private final HomeTurns turns;
  private final ExecutorService thread;
  private final Clock clock;
  private final CrashPoints points;
  private final Disk disk;
  private final AtomicInteger folders = new AtomicInteger();

  Sweeper(StagingIndex index, HomeTurns turns, FileWorkspace.Means means) {
    this.index = index;
    this.turns = turns;
    this.thread = means.sweeping();
    this.clock = means.clock();
    this.points = means.points();
    this.disk = means.disk();
  }

  /** A folder has been made, which will be swept one day. */
  void count() {
    folders.incrementAndGet();
  }

  /** How many folders are there that were made and not yet swept. */
  int folders() {
    return folders.get();
  }

  /**
   * A folder that nobody works in any more.
   *
   * @param first done on the sweeper's thread before
   * @param gone called when the folder is no longer its download's
   */
  record Swept(StagingFolder folder, Runnable first, Runnable gone) {}

  /** Has it deleted. */
  void sweep(Swept swept) {
    submit(() -> {
      swept.first().run();
      sweep(swept, 1);
    });
  }

  /** Has a part of a staging folder deleted; what does not go now goes with the rest. */
  void delete(Path part) {
    submit(() -> {
      try {
        new Deletion(part, disk).run();
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "{0} goes later: {1}", part, e.toString());
      }
    });
  }

  private void sweep(Swept swept, int tries) {
    StagingFolder folder = swept.folder();
    try {
      new JournalFile(folder, disk).remove();
      new Deletion(folder.path(), disk).run();
      // Else a power cut could bring back the folder, and not the entry that tells of it.
      disk.syncFolders(List.of(folder.home()));
      turns.clear(folder.home());
      StagingPlaces.removeIfEmpty(index.homes(folder.name()), disk);
      points.reached(Point.DELETED);
      index.drop(folder.name());
      points.reached(Point.DROPPED);
      over(swept);
    } catch (IOException e) {
      if (tries == MAX_TRIES) {
        LOG.log(Level.WARNING, "{0} is left for the next start: {1}", folder.path(), e.toString());
        over(swept);
        return;
      }
      var _ = clock.after(RETRY.multipliedBy(tries), () -> submit(() -> sweep(swept, tries + 1)));
    }
  }

  /** Leaves the folder to the next start, which undoes once more what its journal says. */
  void leave(Swept swept) {
    submit(swept.first());
    LOG.log(Level.WARNING, "{0} is left for the next start", swept.folder().path());
    over(swept);
  }

  /** Leaves the folder where it is for good, because it may hold the only copy of something. */
  void keep(Swept swept) {
    submit(swept.first());
    try {
      index.setAside(swept.folder().name());
    } catch (IOException e) {
      LOG.log(
          Level.ERROR,
          "{0} must be kept, but is still listed: {1}",
          swept.folder().path(),
          e.toString());
    }
    over(swept);
  }

  private void over(Swept swept) {
    folders.decrementAndGet();
    swept.gone().run();
  }

  private void submit(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      // After the shutdown: the index tells the next start.
      LOG.log(Level.DEBUG, "Too late to sweep: {0}", e.toString());
    }
  }

  /**
   * Waits a little for what is still to be deleted. The thread is a daemon and never interrupted.
   */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(Level.INFO, "Staging folders are left for the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
