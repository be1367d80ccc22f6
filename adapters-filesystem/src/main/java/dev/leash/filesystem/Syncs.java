package dev.leash.filesystem;

import dev.leash.filesystem.FilesystemSettings.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * Has what was written reach the disk itself, so that a power cut cannot take it back. A call
 * returns when it has; it may take long, and is never made inside the gate. Safe for use by several
 * threads.
 */
interface Syncs {
  /** Syncs nothing: the page cache outlives a killed daemon. */
  Syncs NONE =
      new Syncs() {
        @Override
        public boolean isNeeded() {
          return false;
        }

        @Override
        public void file(Path file) {}

        @Override
        public void folder(Path folder) {}
      };

  static Syncs of(Durability durability) {
    return switch (durability) {
      case PROCESS -> NONE;
      case FULL -> new ForcedSyncs();
    };
  }

  /** Whether it does anything; else nobody has to find out what there is to sync. */
  boolean isNeeded();

  /** A regular file's content, size and times. */
  void file(Path file) throws IOException;

  /** What a folder's names stand for: a file that was made or renamed in it is there for good. */
  void folder(Path folder) throws IOException;

  /** Those that are there: what somebody has taken away since holds no name of ours. */
  default void folders(Collection<Path> folders) throws IOException {
    if (!isNeeded()) {
      return;
    }
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        folder(folder);
      }
    }
  }
}
