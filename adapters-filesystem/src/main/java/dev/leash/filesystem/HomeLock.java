package dev.leash.filesystem;

import dev.leash.filesystem.Disk.OpenFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * The lock on a file beside the staging folders of all daemons of one user; the file is deleted
 * with it, so that the folder can go when it is empty. A process must not try for one that it has:
 * to close any channel of a file gives up the process's lock on it. For one thread.
 */
final class HomeLock implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(HomeLock.class.getName());

  private static final String NAME = "turn.lock";

  /** Any file system has room for so much. */
  private static final int MAX_SIZE = 1 << 15;

  private final Path path;
  private final OpenFile file;
  private final Disk disk;

  private HomeLock(Path path, OpenFile file, Disk disk) {
    this.path = path;
    this.file = file;
    this.disk = disk;
  }

  /**
   * Tries once.
   *
   * @param token a random one
   * @return empty when another has it
   */
  static Optional<HomeLock> tryLock(Path home, String token, Disk disk) throws IOException {
    Path path = home.resolve(NAME);
    OpenFile file =
        disk.open(
            path,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            Modes.privateFile(path));
    HomeLock lock = new HomeLock(path, file, disk);
    boolean locked = false;
    try {
      locked = lock.lock() && lock.isAt(token.hashCode());
    } finally {
      if (!locked) {
        file.close();
      }
    }
    return locked ? Optional.of(lock) : Optional.empty();
  }

  static boolean exists(Path home, Disk disk) throws IOException {
    return disk.exists(home.resolve(NAME));
  }

  private boolean lock() {
    try {
      return file.tryLock();
    } catch (IOException e) {
      // A disk without locks, as some network's: only this daemon's own turns are kept there.
      LOG.log(Level.WARNING, "No lock can be had: {0}", e.toString());
      return true;
    }
  }

  /**
   * Whoever had the lock before may have deleted the file between our opening and our locking it:
   * then another may be there. A channel does not tell its inode, but two sizes that are given to
   * it and seen at the path do.
   */
  private boolean isAt(int random) throws IOException {
    int first = Math.floorMod(random, MAX_SIZE);
    int second = first + 1 + Math.floorMod(random >> 15, MAX_SIZE);
    return seen(first) && seen(second);
  }

  private boolean seen(int size) throws IOException {
    file.truncate(0);
    if (size > 0) {
      file.write(ByteBuffer.wrap(new byte[1]), size - 1);
    }
    return Found.at(path, disk).filter(found -> found.size() == size).isPresent();
  }

  /** Whoever waits for it finds another file, or none. */
  @Override
  public void close() throws IOException {
    try (file) {
      disk.delete(path);
    }
  }
}
