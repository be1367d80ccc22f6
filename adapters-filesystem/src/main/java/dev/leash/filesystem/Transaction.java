package dev.leash.filesystem;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Gate;
import dev.leash.domain.port.Staging.Published;
import dev.leash.filesystem.CrashPoints.Point;
import dev.leash.filesystem.PublicationPlan.Step;
import dev.leash.filesystem.Publisher.Rest;
import dev.leash.filesystem.Undo.Undone;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A plan's renames in their place: all or none, whatever ends them. For one thread. */
final class Transaction {
  private static final System.Logger LOG = System.getLogger(Transaction.class.getName());

  private final PublicationPlan plan;
  private final Journal journal;
  private final JournalFile file;
  private final CrashPoints points;
  private final Disk disk;
  private final PatientMove move;
  private final Undo undo;
  private int done;

  /** Looks at what is to be moved; the plan's renames within staging have been done. */
  Transaction(PublicationPlan plan, StagingFolder folder, CrashPoints points, Means means)
      throws IOException {
    this.plan = plan;
    this.disk = means.disk();
    this.move = means.move();
    this.undo = new Undo(disk, move);
    this.journal = Journal.of(plan.inPlace(), disk);
    this.file = new JournalFile(folder, disk);
    this.points = points;
  }

  /** What it renames with. */
  record Means(Disk disk, PatientMove move) {}

  Publisher.Result run(Gate gate) throws IOException {
    // One rename is done or not, and staging tells which.
    if (plan.canBeCutShort()) {
      file.write(journal);
    }
    points.reached(Point.JOURNAL_WRITTEN);
    if (!gate.enter()) {
      return new Publisher.Result(new Published.Refused(), forgets(Set.of()));
    }
    Optional<Published> stopped;
    Undone undone = Undone.RESTORED;
    try {
      points.reached(Point.GATE_ENTERED);
      stopped = rename(gate);
      if (stopped.isPresent()) {
        // The one that failed, too: a network's disk may have done it all the same.
        List<Journal.Entry> begun = journal.entries().subList(0, done + 1);
        undone = undo.of(begun);
      }
    } catch (RuntimeException | VirtualMachineError e) {
      LOG.log(Level.ERROR, "A publication broke off, and is undone", e);
      undo.of(journal.entries().subList(0, Math.min(done + 1, journal.entries().size())));
      throw e;
    } finally {
      gate.leave();
    }
    points.reached(Point.GATE_LEFT);
    if (stopped.isEmpty()) {
      return new Publisher.Result(plan.outcome(), commits());
    }
    return new Publisher.Result(
        stopped.get(),
        switch (undone) {
          case RESTORED -> forgets(journal.folders());
          case BLOCKED -> Rest.KEPT;
          case FAILED -> Rest.LEFT;
        });
  }

  /** Why it stopped; empty when all is done. */
  private Optional<Published> rename(Gate gate) {
    for (Journal.Entry entry : journal.entries()) {
      if (gate.isClosing() && 2 * done < journal.entries().size()) {
        return Optional.of(new Published.Refused());
      }
      try {
        Optional<Failure> conflict = rename(entry, gate);
        if (conflict.isPresent()) {
          return conflict.map(Published.Failed::new);
        }
      } catch (FileInUseException e) {
        return Optional.of(
            gate.isClosing()
                ? new Published.Refused()
                : new Published.Failed(IoFailures.ofRename(e, entry.step().place())));
      } catch (IOException e) {
        return Optional.of(new Published.Failed(IoFailures.ofRename(e, entry.step().place())));
      }
      done++;
      points.reached(Point.RENAMED);
    }
    return Optional.empty();
  }

  private Optional<Failure> rename(Journal.Entry entry, Gate gate) throws IOException {
    Step step = entry.step();
    boolean moved = move.move(step.from(), step.to(), () -> isAsPlanned(entry), gate::isClosing);
    return moved
        ? Optional.empty()
        : Optional.of(
            new Failure.DestinationConflict(
                step.place().toString(), "is not what it was a moment ago"));
  }

  private boolean isAsPlanned(Journal.Entry entry) throws IOException {
    Path to = entry.step().to();
    if (Found.at(to, disk).isPresent()) {
      throw new FileAlreadyExistsException(to.toString());
    }
    return Found.at(entry.step().from(), disk).filter(entry.found()::isSameAs).isPresent();
  }

  /**
   * All is in place, and that is what the caller is told, whatever fails here. To undo it instead
   * would mean renames after the gate was left, and they would be as unsure to last as those that
   * could not be synced. So it is committed for every restart of the daemon, and what it replaced
   * is kept: only a power cut can still take it back.
   */
  private Rest commits() {
    boolean synced = isSynced();
    points.reached(Point.PUBLISHED_SYNCED);
    try {
      if (plan.canBeCutShort()) {
        file.commit();
        if (synced) {
          // Else the mark would last, and perhaps not what it is about.
          file.syncCommit();
        }
      }
      points.reached(Point.COMMITTED);
      return synced || !plan.canBeCutShort() ? Rest.SWEPT : Rest.KEPT;
    } catch (IOException e) {
      // Staging is kept with its journal, out of the reach of any recovery: nothing is undone.
      LOG.log(Level.ERROR, "{0} could not be committed: {1}", file.path(), e.toString());
      return Rest.KEPT;
    }
  }

  private boolean isSynced() {
    try {
      disk.syncFolders(journal.folders());
      return true;
    } catch (IOException e) {
      LOG.log(
          Level.ERROR,
          "{0} is published, but a power cut may take it back: {1}",
          plan.outcome().path(),
          e.toString());
      return false;
    }
  }

  /**
   * Forgets the journal once what was undone has reached the disk.
   *
   * @param undone the folders in which something was
   */
  private Rest forgets(Set<Path> undone) {
    try {
      disk.syncFolders(undone);
      file.remove();
      return Rest.SWEPT;
    } catch (IOException e) {
      LOG.log(Level.ERROR, "{0} could not be forgotten: {1}", file.path(), e.toString());
      return Rest.LEFT;
    }
  }
}
