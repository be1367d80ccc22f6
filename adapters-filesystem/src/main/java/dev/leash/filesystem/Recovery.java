package dev.leash.filesystem;

import dev.leash.domain.port.Cancellation;
import dev.leash.filesystem.PublicationPlan.Step;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Undoes what a killed daemon had half published, and sweeps what it left. What it does not
 * understand, it leaves where it is and reports. For one thread.
 */
final class Recovery {
  private static final System.Logger LOG = System.getLogger(Recovery.class.getName());

  private final Premises premises;
  private final StagingIndex index;
  private final HomeTurns turns;
  private final Disk disk;
  private final Undo undo;

  Recovery(Premises premises, StagingIndex index, HomeTurns turns, FileWorkspace.Means means) {
    this.premises = premises;
    this.index = index;
    this.turns = turns;
    this.disk = means.disk();
    this.undo = new Undo(disk, new PatientMove(disk, means.clock()));
  }

  void run() throws IOException {
    for (StagingIndex.Entry entry : index.entries()) {
      try {
        recover(entry);
      } catch (IOException e) {
        LOG.log(Level.WARNING, "A left staging folder waits: {0}", e.toString());
      }
    }
  }

  private void recover(StagingIndex.Entry entry) throws IOException {
    boolean away = false;
    boolean swept = false;
    for (StagingIndex.Place place : entry.places()) {
      Path home = place.home();
      // A home that is a link is none of ours, and must not lead the deletion elsewhere.
      if (disk.isFolder(home)) {
        StagingFolder folder = new StagingFolder(home.resolve(entry.name()), home);
        boolean found = disk.exists(folder.path());
        if (!recoverInTurn(folder)) {
          index.setAside(entry.name());
          return;
        }
        // Else a power cut could bring back the folder, and not the entry that tells of it.
        disk.syncFolders(List.of(home));
        turns.clear(home);
        StagingPlaces.removeIfEmpty(List.of(home), disk);
        swept |= found;
      }
      away |= place.isAway(disk);
    }
    // It lay in one place; that another is gone means nothing.
    if (swept || !away) {
      index.drop(entry.name());
    }
  }

  /** Another daemon may be publishing to the same places. */
  private boolean recoverInTurn(StagingFolder folder) throws IOException {
    if (!disk.exists(folder.path()) && !HomeLock.exists(folder.home(), disk)) {
      return true;
    }
    return switch (turns.take(folder, new Cancellation())) {
      case HomeTurns.Taken.Granted(HomeTurns.Share share) -> {
        try (share) {
          yield recover(folder);
        }
      }
      case HomeTurns.Taken.Busy(), HomeTurns.Taken.Cancelled() ->
          throw new IOException("another daemon has the turn in " + folder.home());
    };
  }

  /** False when the folder must be kept. */
  private boolean recover(StagingFolder folder) throws IOException {
    if (!disk.exists(folder.path())) {
      return true;
    }
    JournalFile file = new JournalFile(folder, disk);
    if (disk.isFolder(folder.path()) && file.exists()) {
      Optional<Journal> journal = file.read();
      if (journal.isEmpty() || !fits(journal.get(), folder)) {
        LOG.log(Level.WARNING, "{0} does not fit what is found, and is left alone", file.path());
        return false;
      }
      switch (undo.of(journal.get().entries())) {
        case RESTORED -> {}
        case BLOCKED -> {
          LOG.log(
              Level.WARNING,
              "A publication was cut short; {0} is kept for what is in it",
              folder.path());
          return false;
        }
        case FAILED -> throw new IOException(folder.path() + " could not be undone yet");
      }
      disk.syncFolders(journal.get().folders());
      file.remove();
      LOG.log(Level.INFO, "Undid what {0} had half published", folder.path());
    }
    new Deletion(folder.path(), disk).run();
    LOG.log(Level.INFO, "Swept {0}, which an earlier run left", folder.path());
    return true;
  }

  /**
   * Whether a journal speaks only of renames between its own folder and where that folder's
   * downloads may go, through no link.
   */
  private boolean fits(Journal journal, StagingFolder folder) throws IOException {
    Set<Path> parents = new TreeSet<>();
    for (Journal.Entry entry : journal.entries()) {
      Step step = entry.step();
      Path place = step.place();
      Path staged = step.from().equals(place) ? step.to() : step.from();
      boolean inside = isPlain(staged) && staged.startsWith(folder.path());
      boolean outside =
          isPlain(place)
              && place.startsWith(folder.home().resolveSibling(""))
              && !premises.isOwn(place);
      if (!inside || !outside) {
        return false;
      }
      parents.add(place.resolveSibling(""));
    }
    for (Path parent : parents) {
      if (!isReal(parent)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(Path path) {
    return path.isAbsolute() && path.normalize().equals(path);
  }

  /** Whether no part of it is a link; what is missing is none. */
  private boolean isReal(Path folder) throws IOException {
    for (Path at = folder; at != null; at = at.getParent()) {
      Optional<BasicFileAttributes> found = disk.find(at);
      if (found.isPresent()) {
        return !found.get().isSymbolicLink() && disk.real(at).equals(at);
      }
    }
    return false;
  }
}
