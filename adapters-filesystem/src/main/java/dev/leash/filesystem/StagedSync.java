package dev.leash.filesystem;

import dev.leash.domain.port.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Has what was staged reach the disk before it waits for its turn: files first, then the folders
 * that name them. For one thread.
 */
final class StagedSync {
  private final Disk disk;
  private final Cancellation cancellation;

  StagedSync(Disk disk, Cancellation cancellation) {
    this.disk = disk;
    this.cancellation = cancellation;
  }

  /**
   * Syncs one after the other.
   *
   * @param archive where the archive itself is published, too
   * @return false when the download was cancelled meanwhile: 100,000 files take a while
   */
  boolean run(Optional<StagedContents> contents, Optional<Path> archive) throws IOException {
    if (!disk.isSynced()) {
      return true;
    }
    List<Path> files =
        new ArrayList<>(contents.map(StagedContents::regularFiles).orElse(List.of()));
    archive.ifPresent(files::add);
    for (Path file : files) {
      if (cancellation.isCancelled()) {
        return false;
      }
      disk.syncFile(file);
    }
    for (Path folder : contents.map(StagedContents::folders).orElse(List.of())) {
      if (cancellation.isCancelled()) {
        return false;
      }
      disk.syncFolder(folder);
    }
    return true;
  }
}
