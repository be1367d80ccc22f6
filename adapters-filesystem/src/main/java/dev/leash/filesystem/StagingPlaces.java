package dev.leash.filesystem;

import dev.leash.filesystem.CrashPoints.Point;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes staging folders in the highest folder of the destination's allowed root from which a rename
 * reaches the destination. Safe for use by several threads.
 */
final class StagingPlaces {
  /**
   * A home that is empty may be removed, by us or by another app's daemon, before we are in it: so
   * it is made again. A busy neighbour can hit that moment some times in a row, and a try costs
   * next to nothing.
   */
  private static final int MAX_TRIES = 200;

  private static final System.Logger LOG = System.getLogger(StagingPlaces.class.getName());

  private final Premises premises;
  private final StagingIndex index;
  private final Supplier<String> names;
  private final CrashPoints points;
  private final Disk disk;

  StagingPlaces(Premises premises, StagingIndex index, FileWorkspace.Means means) {
    this.premises = premises;
    this.index = index;
    this.names = means.names();
    this.points = means.points();
    this.disk = means.disk();
  }

  StagingFolder open(Destination destination) throws IOException {
    List<Path> homes = homes(destination);
    String name = names.get();
    List<StagingIndex.Place> places = new ArrayList<>();
    for (Path home : homes) {
      places.add(StagingIndex.Place.of(home, disk));
    }
    index.write(new StagingIndex.Entry(name, places));
    points.reached(Point.INDEXED);
    try {
      StagingFolder folder = raise(make(homes.getLast(), name), homes);
      points.reached(Point.MADE);
      return folder;
    } catch (IOException e) {
      takeBack(name, homes, e);
      throw e;
    }
  }

  /** What does not go now goes at the next start: until then it stays listed. */
  private void takeBack(String name, List<Path> homes, IOException why) {
    try {
      for (Path home : homes) {
        disk.delete(home.resolve(name));
      }
      removeIfEmpty(homes, disk);
      index.drop(name);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  /** Removes the folders that held staging folders, when they hold none any more. */
  static void removeIfEmpty(Collection<Path> homes, Disk disk) throws IOException {
    for (Path home : homes) {
      removeIfEmpty(home, disk);
    }
    // Else a power cut could bring one back, and not the entry that tells of it.
    disk.syncFolders(homes.stream().map(home -> home.resolveSibling("")).toList());
  }

  private static void removeIfEmpty(Path home, Disk disk) throws IOException {
    try {
      disk.delete(home);
    } catch (DirectoryNotEmptyException e) {
      // It holds others' staging folders.
      return;
    }
  }

  /** What does not go now goes with the staging folder, whose entry lists all its homes. */
  private void tryToRemove(Path home) {
    try {
      removeIfEmpty(home, disk);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "{0} goes later: {1}", home, e.toString());
    }
  }

  /** From the root down to beside the destination. */
  private List<Path> homes(Destination destination) throws IOException {
    List<Path> homes = new ArrayList<>();
    Path root = destination.root();
    for (Path at = beside(destination); at != null && at.startsWith(root); at = at.getParent()) {
      homes.addFirst(at.resolve(premises.homeName()));
    }
    return homes;
  }

  /** The lowest folder there is from which a rename should reach the destination. */
  private Path beside(Destination destination) throws IOException {
    Path folder = destination.folder();
    Path root = destination.root();
    if (folder.equals(root)) {
      return root;
    }
    Path above = folder.getParent();
    while (above != null && !above.equals(root) && !disk.leadsToFolder(above)) {
      above = above.getParent();
    }
    if (above == null) {
      return root;
    }
    // Where another file system is mounted on the folder itself, only from within can files be
    // renamed into it.
    boolean mounted =
        disk.leadsToFolder(folder) && !disk.room(folder).store().equals(disk.room(above).store());
    return mounted ? folder : above;
  }

  private StagingFolder make(Path home, String name) throws IOException {
    NoSuchFileException last = new NoSuchFileException(home.toString());
    for (int i = 0; i < MAX_TRIES; i++) {
      try {
        makeHome(home);
        Path path = home.resolve(name);
        disk.makeFolder(path, Modes.privateFolder(path));
        return new StagingFolder(path, home);
      } catch (NoSuchFileException e) {
        last = e;
      }
    }
    throw last;
  }

  private void makeHome(Path home) throws IOException {
    try {
      disk.makeFolder(home, Modes.privateFolder(home));
    } catch (FileAlreadyExistsException e) {
      if (!isOurs(home)) {
        throw new FileSystemException(home.toString(), null, "is there, and is not Leash's");
      }
      Modes.keepPrivate(home, disk);
    }
  }

  /**
   * Somebody else may have put it there, as a trap: a link, or a folder in which they can write. Of
   * what the sweeper has just removed, with the last staging folder in it, this is no judgement but
   * a {@link NoSuchFileException}: hence no look that takes what is missing for something else.
   */
  private boolean isOurs(Path home) throws IOException {
    return disk.look(home).isDirectory()
        && (!Modes.isPosix(home)
            || premises.homeName().equals(Premises.HOME_PREFIX + disk.owner(home)));
  }

  /** The rename is the probe: device numbers lie about bind mounts and overlays. */
  private StagingFolder raise(StagingFolder lowest, List<Path> homes) throws IOException {
    for (Path home : homes.subList(0, homes.size() - 1)) {
      Path target = home.resolve(lowest.name());
      if (isMoved(lowest.path(), target)) {
        // Else a power cut could bring it back to where its journal's paths do not lead.
        disk.syncFolder(lowest.home());
        tryToRemove(lowest.home());
        return new StagingFolder(target, home);
      }
    }
    return lowest;
  }

  private boolean isMoved(Path from, Path to) {
    Path home = to.resolveSibling("");
    try {
      makeHome(home);
      disk.move(from, to);
      return true;
    } catch (IOException e) {
      // Not writable, not ours, or another file system: the next one down may do.
      tryToRemove(home);
      return false;
    }
  }
}
