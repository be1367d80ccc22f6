package dev.leash.filesystem;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Syncs by the operating system's own calls. Safe for use by several threads. */
final class ForcedSyncs implements Syncs {
  @Override
  public boolean isNeeded() {
    return true;
  }

  @Override
  public void file(Path file) throws IOException {
    // By whichever channel: a sync is of the file, not of what one channel wrote.
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      channel.force(true);
    }
  }

  @Override
  public void folder(Path folder) throws IOException {
    if (IoFailures.WINDOWS) {
      // A folder cannot be opened there; NTFS keeps a journal of its names itself.
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
