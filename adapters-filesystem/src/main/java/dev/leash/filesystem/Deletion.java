package dev.leash.filesystem;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Deletes one folder with all that is in it, following no link. Folders that lie deep are first
 * moved up, so that neither the stack nor a path's length bounds what can be deleted. For one
 * thread.
 */
final class Deletion {
  /**
   * So deep a path is at most 8 names of 255 bytes longer than the folder's own: below any
   * platform's limit.
   */
  private static final int MAX_DEPTH = 8;

  /** A straggler may still make a few files; what goes on making them is left for later. */
  private static final int MAX_PASSES = 10_000;

  private final Path root;
  private final Disk disk;
  private int moved;

  Deletion(Path root, Disk disk) {
    this.root = root;
    this.disk = disk;
  }

  /**
   * Deletes it; nothing happens when it is not there.
   *
   * @throws IOException when something of it could not be deleted; the rest was, as far as it goes
   */
  void run() throws IOException {
    if (!disk.isFolder(root)) {
      disk.delete(root);
      return;
    }
    int before;
    int passes = 0;
    do {
      before = moved;
      empty(root, 0);
      passes++;
    } while (moved > before && passes < MAX_PASSES);
    disk.delete(root);
  }

  private void empty(Path folder, int depth) throws IOException {
    try {
      emptyReadable(folder, depth);
    } catch (AccessDeniedException e) {
      unlock(folder);
      emptyReadable(folder, depth);
    }
  }

  private void emptyReadable(Path folder, int depth) throws IOException {
    try (Disk.Listing children = disk.list(folder)) {
      for (Optional<Path> child = children.next(); child.isPresent(); child = children.next()) {
        deleteChild(child.get(), depth);
      }
    } catch (NoSuchFileException e) {
      // Gone by itself: that is what was wanted.
      return;
    }
  }

  private void deleteChild(Path child, int depth) throws IOException {
    if (disk.isFolder(child)) {
      deleteFolder(child, depth + 1);
    } else {
      disk.delete(child);
    }
  }

  private void deleteFolder(Path folder, int depth) throws IOException {
    if (depth < MAX_DEPTH) {
      empty(folder, depth);
      disk.delete(folder);
      return;
    }
    Path up = root.resolve("moved-up-" + moved);
    moved++;
    try {
      disk.move(folder, up);
    } catch (AccessDeniedException e) {
      // A folder that moves to another parent is written to: its ".." changes.
      unlock(folder);
      disk.move(folder, up);
    }
  }

  /**
   * Lets us list it and delete in it; an archive, or the user in what was replaced, may have
   * forbidden that.
   */
  private void unlock(Path folder) throws IOException {
    if (Modes.isPosix(folder) && disk.isFolder(folder)) {
      disk.setMode(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }
}
