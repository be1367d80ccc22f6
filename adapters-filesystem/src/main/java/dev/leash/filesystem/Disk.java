package dev.leash.filesystem;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * All that this module asks of a file system; nothing else in it touches one. So a test can count
 * the operations, have each of them fail, and record their order. Each abstract method is one
 * operation; paths are not followed through a link at their end, unless it says so. Safe for use by
 * several threads.
 */
interface Disk {
  /** What is at a path; fails where nothing is. */
  BasicFileAttributes look(Path path) throws IOException;

  /** Whether a path leads to a folder, by whichever links. */
  boolean leadsToFolder(Path path) throws IOException;

  /** The path that a path leads to, all its links resolved. */
  Path real(Path path) throws IOException;

  /** The number of the user whose it is, where users have numbers. */
  Object owner(Path path) throws IOException;

  Room room(Path path) throws IOException;

  Listing list(Path folder) throws IOException;

  void makeFolder(Path folder, FileAttribute<?>... mode) throws IOException;

  /** A folder with those above it, as far as they are missing. */
  void makeFolders(Path folder, FileAttribute<?>... mode) throws IOException;

  OpenFile open(Path path, Set<? extends OpenOption> how, FileAttribute<?>... mode)
      throws IOException;

  byte[] read(Path file) throws IOException;

  void link(Path link, String target) throws IOException;

  /** Gives a file another name; fails where the disk has no hard links. */
  void hardLink(Path name, Path file) throws IOException;

  /**
   * One atomic rename, or a failure. A file at the new place would be replaced.
   *
   * @throws FileInUseException when another program holds the file
   */
  void move(Path from, Path to) throws IOException;

  /**
   * Deletes a file, a link, or an empty folder.
   *
   * @return false where nothing was
   */
  boolean delete(Path path) throws IOException;

  void setModified(Path path, FileTime time) throws IOException;

  Set<PosixFilePermission> mode(Path path) throws IOException;

  void setMode(Path path, Set<PosixFilePermission> mode) throws IOException;

  /** Whether syncing does anything; else nobody has to find out what there is to sync. */
  boolean isSynced();

  /**
   * Has a regular file's content, size and times reach the disk itself, so that a power cut cannot
   * take them back. Returns when they have; may take long, and is never called inside the gate.
   */
  void syncFile(Path file) throws IOException;

  /** The same for what a folder's names stand for: what was made or renamed in it is there. */
  void syncFolder(Path folder) throws IOException;

  /** A small file's whole content; a new file, or one that is written over. */
  default void write(Path file, byte[] content, StandardOpenOption... how) throws IOException {
    Set<OpenOption> all = new HashSet<>(Set.of(how));
    all.add(StandardOpenOption.WRITE);
    try (OpenFile open = open(file, all)) {
      ByteBuffer source = ByteBuffer.wrap(content);
      while (source.hasRemaining()) {
        open.write(source, source.position());
      }
    }
  }

  /** What is at a path; what cannot be looked at is not missing. */
  default Optional<BasicFileAttributes> find(Path path) throws IOException {
    try {
      return Optional.of(look(path));
    } catch (FileSystemException e) {
      if (IoFailures.isNothingThere(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  default boolean exists(Path path) throws IOException {
    return find(path).isPresent();
  }

  default boolean isFolder(Path path) throws IOException {
    return find(path).filter(BasicFileAttributes::isDirectory).isPresent();
  }

  /** Those that are there: what somebody has taken away since holds no name of ours. */
  default void syncFolders(Collection<Path> folders) throws IOException {
    if (!isSynced()) {
      return;
    }
    for (Path folder : folders) {
      if (leadsToFolder(folder)) {
        syncFolder(folder);
      }
    }
  }

  /**
   * How much room there is around a path.
   *
   * @param store equals that of another path on the same mounted file system
   */
  record Room(Object store, long usable, long total) {}

  /** What is in a folder, one after the other: it may be too much to hold. For one thread. */
  interface Listing extends Closeable {
    /** Empty after the last. */
    Optional<Path> next() throws IOException;
  }

  /** A file that was opened. Safe for use by several threads. */
  interface OpenFile extends Closeable {
    /** Writes some of the bytes at the least. */
    int write(ByteBuffer source, long position) throws IOException;

    /** Reads some bytes at the least; negative at the file's end. */
    int read(ByteBuffer target, long position) throws IOException;

    void truncate(long size) throws IOException;

    /** Tries to be the only process that has its lock. */
    boolean tryLock() throws IOException;
  }
}
