package dev.leash.filesystem;

import dev.leash.domain.port.Cancellation;
import dev.leash.filesystem.PublicationPlan.Step;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  Recovery(Premises premises, StagingIndex index, HomeTurns turns, Disk disk) {
    this.premises = premises;
    this.index = index;
    this.turns = turns;
    this.disk = disk;
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
        StagingPlaces.removeIfEmpty(home, disk);
        if (found) {
          // It lay in one place; that another is gone means nothing.
          away = false;
          break;
        }
      }
      away |= place.isAway(disk);
    }
    if (!away) {
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
      Optional<Journal> journal = file.read().filter(read -> fits(read, folder));
      if (journal.isEmpty()) {
        LOG.log(Level.WARNING, "{0} does not fit what is found, and is left alone", file.path());
        return false;
      }
      if (!Undo.of(journal.get().entries(), disk)) {
        LOG.log(
            Level.WARNING,
            "A publication was cut short; {0} is kept for what is in it",
            folder.path());
        return false;
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
  private boolean fits(Journal journal, StagingFolder folder) {
    Set<Path> parents = new HashSet<>();
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
    return parents.stream().allMatch(this::isReal);
  }

  private static boolean isPlain(Path path) {
    return path.isAbsolute() && path.normalize().equals(path);
  }

  /** Whether no part of it is a link; what is missing is none. */
  private boolean isReal(Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
      try {
        return disk.real(at).equals(at);
      } catch (IOException e) {
        if (isLink(at)) {
          return false;
        }
      }
    }
    return false;
  }

  private boolean isLink(Path path) {
    try {
      return disk.look(path).isSymbolicLink();
    } catch (IOException e) {
      return false;
    }
  }
}
