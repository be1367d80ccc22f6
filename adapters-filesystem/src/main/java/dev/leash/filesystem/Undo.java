package dev.leash.filesystem;

import dev.leash.filesystem.PublicationPlan.Step;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;

/**
 * Puts back what a journal's steps moved, the last first. Whether a step was done is told by what
 * lies where, so a crash in an undo does no harm; only what is as it was left is touched. Safe for
 * use by several threads.
 */
final class Undo {
  private static final System.Logger LOG = System.getLogger(Undo.class.getName());

  private final Disk disk;
  private final PatientMove move;

  Undo(Disk disk, PatientMove move) {
    this.disk = disk;
    this.move = move;
  }

  /** What came of it; the later, the worse. */
  enum Undone {
    RESTORED,

    /** Something old could not be put back because another is there: only a person can tell. */
    BLOCKED,

    /** The disk refused; when it works again, it can be undone once more. */
    FAILED;

    private Undone or(Undone other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }

  /**
   * Undoes them all, as far as it goes.
   *
   * <p>What was just renamed is what a virus scanner holds next, so this is patient, too, and over
   * for nobody: while the gate is closing, whoever ends the session waits for it. All or nothing
   * outranks promptness, and the fence outranks both: after it, nothing could be put back any more.
   * The steps share one patience, so that a thousand held files keep nobody for longer than one.
   *
   * @return the worst that any step came to
   */
  Undone of(List<Journal.Entry> entries) {
    BooleanSupplier over = move.patience();
    Undone all = Undone.RESTORED;
    for (Journal.Entry entry : entries.reversed()) {
      try {
        boolean restored =
            switch (entry.step()) {
              case Step.Move step -> takeBack(step, entry.found(), over);
              case Step.Backup step -> putBack(step, over);
            };
        all = all.or(restored ? Undone.RESTORED : Undone.BLOCKED);
      } catch (IOException | RejectedExecutionException e) {
        // Rejected by a clock that a shutdown has closed: the next start goes on.
        LOG.log(Level.ERROR, "{0} could not be put back: {1}", entry.step().place(), e.toString());
        all = all.or(Undone.FAILED);
      }
    }
    return all;
  }

  private boolean takeBack(Step.Move step, Found found, BooleanSupplier over) throws IOException {
    var _ = move.move(step.to(), step.from(), () -> isOurs(step, found), over);
    return true;
  }

  private boolean isOurs(Step.Move step, Found found) throws IOException {
    Optional<Found> there = Found.at(step.to(), disk);
    if (there.isEmpty() || Found.at(step.from(), disk).isPresent()) {
      // Somebody took it away, or it never came.
      return false;
    }
    if (!there.get().equals(found)) {
      LOG.log(Level.WARNING, "{0} has been changed since, and is left as it is", step.to());
      return false;
    }
    return true;
  }

  private boolean putBack(Step.Backup step, BooleanSupplier over) throws IOException {
    return move.move(step.backup(), step.target(), () -> isAsLeft(step), over)
        || Found.at(step.backup(), disk).isEmpty();
  }

  private boolean isAsLeft(Step.Backup step) throws IOException {
    Optional<Found> kept = Found.at(step.backup(), disk);
    if (kept.isEmpty()) {
      return false;
    }
    if (!kept.get().isSameAs(step.found()) || Found.at(step.target(), disk).isPresent()) {
      LOG.log(
          Level.WARNING,
          "{0} is not as it was left; what was there before is kept as {1}",
          step.target(),
          step.backup());
      return false;
    }
    return true;
  }
}
