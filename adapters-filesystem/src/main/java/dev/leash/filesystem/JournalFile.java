package dev.leash.filesystem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A staging folder's journal. While it is there under its name, a publication is to be undone; it
 * is committed by another name, in one rename. For one thread.
 */
final class JournalFile {
  private final Path folder;
  private final Disk disk;
  private final Path journal;
  private final Path unfinished;
  private final Path committed;

  JournalFile(StagingFolder folder, Disk disk) {
    this.folder = folder.path();
    this.disk = disk;
    this.journal = folder.path().resolve("journal");
    this.unfinished = folder.path().resolve("journal.new");
    this.committed = folder.path().resolve("journal.committed");
  }

  Path path() {
    return journal;
  }

  boolean exists() throws IOException {
    return disk.exists(journal);
  }

  void write(Journal content) throws IOException {
    String text = JournalFormat.write(content);
    // A name that is no sound text would be another one when it is read.
    if (!JournalFormat.read(text).equals(Optional.of(content))) {
      throw new IOException("a path has a name that cannot be written down");
    }
    disk.write(
        unfinished,
        text.getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING);
    disk.syncFile(unfinished);
    disk.move(unfinished, journal);
    disk.syncFolder(folder);
  }

  /** Empty when it cannot be understood. */
  Optional<Journal> read() throws IOException {
    // As bytes: what is damaged may be no UTF-8.
    return JournalFormat.read(new String(disk.read(journal), StandardCharsets.UTF_8));
  }

  /** From now on, nothing is undone; after a power cut, once {@link #syncCommit} is over. */
  void commit() throws IOException {
    disk.move(journal, committed);
  }

  void syncCommit() throws IOException {
    disk.syncFolder(folder);
  }

  /**
   * Forgets a publication that was undone, and one that is committed: before anything else of the
   * folder is deleted, or a crash in between would have it undone with half of what it needs.
   */
  void remove() throws IOException {
    if (disk.delete(journal)) {
      disk.syncFolder(folder);
    }
  }
}
