package dev.leash.filesystem;

import dev.leash.domain.download.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The room on the disk for one staging folder: what was announced, archive and tree together, must
 * leave the floor free. Safe for use by several threads.
 */
final class Space {
  /** How much may be written between two looks at the disk: a look costs a few microseconds. */
  private static final long LOOK_EVERY = 64L << 20;

  private final Path folder;
  private final Disk disk;
  private final long floorBytes;
  private final int floorPercent;
  private final AtomicLong archiveLeft = new AtomicLong();
  private final AtomicLong treeLeft = new AtomicLong();
  private final AtomicLong unlooked = new AtomicLong();

  Space(Path folder, FilesystemSettings settings, Disk disk) {
    this.folder = folder;
    this.disk = disk;
    this.floorBytes = settings.freeFloorBytes();
    this.floorPercent = settings.freeFloorPercent();
  }

  /** The disk that it is the room on. */
  Disk disk() {
    return disk;
  }

  /** So many bytes of the archive will be written yet. */
  Optional<Failure> expectArchive(long bytes) {
    archiveLeft.set(bytes);
    return look();
  }

  /** So many bytes of the tree will be written yet. */
  Optional<Failure> expectTree(long bytes) {
    treeLeft.set(bytes);
    return look();
  }

  /** What was announced of the archive will not come: another generation begins. */
  void forgetArchive() {
    archiveLeft.set(0);
  }

  /** What was expected of the tree will not be written: another begins. */
  void forgetTree() {
    treeLeft.set(0);
  }

  Optional<Failure> wroteArchive(long bytes) {
    return wrote(archiveLeft, bytes);
  }

  Optional<Failure> wroteTree(long bytes) {
    return wrote(treeLeft, bytes);
  }

  /** Why a write of so many bytes failed. A full disk has no exception of its own. */
  Failure failureOf(IOException e, Path path, long bytes) {
    try {
      long free = disk.room(folder).usable();
      if (free < bytes || IoFailures.isFull(e)) {
        return new Failure.DiskFull(OptionalLong.of(bytes), free);
      }
    } catch (IOException unknown) {
      e.addSuppressed(unknown);
    }
    return IoFailures.of(e, path);
  }

  private Optional<Failure> wrote(AtomicLong left, long bytes) {
    left.updateAndGet(before -> Math.max(0, before - bytes));
    if (unlooked.addAndGet(bytes) < LOOK_EVERY) {
      return Optional.empty();
    }
    unlooked.set(0);
    return look();
  }

  private Optional<Failure> look() {
    try {
      Disk.Room room = disk.room(folder);
      long free = room.usable();
      long floor = Math.min(floorBytes, room.total() / 100 * floorPercent);
      long needed = archiveLeft.get() + treeLeft.get();
      // A sum of two absurd announcements overflows, and is too much.
      return needed < 0 || free - needed < floor
          ? Optional.of(
              new Failure.DiskFull(OptionalLong.of(needed < 0 ? Long.MAX_VALUE : needed), free))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of(IoFailures.of(e, folder));
    }
  }
}
