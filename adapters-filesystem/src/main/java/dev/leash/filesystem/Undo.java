package dev.leash.filesystem;

import dev.leash.filesystem.PublicationPlan.Step;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/**
 * Puts back what a journal's steps moved, the last first. Whether a step was done is told by what
 * lies where, so a crash in an undo does no harm; only what is as it was left is touched.
 */
final class Undo {
  private static final System.Logger LOG = System.getLogger(Undo.class.getName());

  private Undo() {}

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
   * @return the worst that any step came to
   */
  static Undone of(List<Journal.Entry> entries, Disk disk) {
    Undone all = Undone.RESTORED;
    for (Journal.Entry entry : entries.reversed()) {
      try {
        boolean restored =
            switch (entry.step()) {
              case Step.Move move -> takeBack(move, entry.found(), disk);
              case Step.Backup backup -> putBack(backup, disk);
            };
        all = all.or(restored ? Undone.RESTORED : Undone.BLOCKED);
      } catch (IOException e) {
        LOG.log(Level.ERROR, "{0} could not be put back: {1}", entry.step().place(), e.toString());
        all = all.or(Undone.FAILED);
      }
    }
    return all;
  }

  private static boolean takeBack(Step.Move move, Found found, Disk disk) throws IOException {
    Optional<Found> there = Found.at(move.to(), disk);
    if (there.isEmpty() || Found.at(move.from(), disk).isPresent()) {
      // Somebody took it away, or it never came.
      return true;
    }
    if (!there.get().equals(found)) {
      LOG.log(Level.WARNING, "{0} has been changed since, and is left as it is", move.to());
      return true;
    }
    disk.move(move.to(), move.from());
    return true;
  }

  private static boolean putBack(Step.Backup backup, Disk disk) throws IOException {
    Optional<Found> kept = Found.at(backup.backup(), disk);
    if (kept.isEmpty()) {
      return true;
    }
    if (!kept.get().isSameAs(backup.found()) || Found.at(backup.target(), disk).isPresent()) {
      LOG.log(
          Level.WARNING,
          "{0} is not as it was left; what was there before is kept as {1}",
          backup.target(),
          backup.backup());
      return false;
    }
    disk.move(backup.backup(), backup.target());
    return true;
  }
}
