package dev.leash.filesystem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A staging folder's journal. While it is there under its name, a publication is to be undone; it
 * is committed by another name, in one rename. For one thread.
 */
final class JournalFile {
  private final Path folder;
  private final Syncs syncs;
  private final Path journal;
  private final Path unfinished;
  private final Path committed;

  JournalFile(StagingFolder folder, Syncs syncs) {
    this.folder = folder.path();
    this.syncs = syncs;
    this.journal = folder.path().resolve("journal");
    this.unfinished = folder.path().resolve("journal.new");
    this.committed = folder.path().resolve("journal.committed");
  }

  Path path() {
    return journal;
  }

  boolean exists() {
    return Files.exists(journal, LinkOption.NOFOLLOW_LINKS);
  }

  void write(Journal content) throws IOException {
    String text = JournalFormat.write(content);
    // A name that is no sound text would be another one when it is read.
    if (!JournalFormat.read(text).equals(Optional.of(content))) {
      throw new IOException("a path has a name that cannot be written down");
    }
    Files.writeString(unfinished, text);
    syncs.file(unfinished);
    Files.move(unfinished, journal, StandardCopyOption.ATOMIC_MOVE);
    syncs.folder(folder);
  }

  /** Empty when it cannot be understood. */
  Optional<Journal> read() throws IOException {
    // As bytes: what is damaged may be no UTF-8.
    return JournalFormat.read(new String(Files.readAllBytes(journal), StandardCharsets.UTF_8));
  }

  /** From now on, nothing is undone; after a power cut, once {@link #syncCommit} is over. */
  void commit() throws IOException {
    Files.move(journal, committed, StandardCopyOption.ATOMIC_MOVE);
  }

  void syncCommit() throws IOException {
    syncs.folder(folder);
  }

  /**
   * Forgets a publication that was undone, and one that is committed: before anything else of the
   * folder is deleted, or a crash in between would have it undone with half of what it needs.
   */
  void remove() throws IOException {
    if (Files.deleteIfExists(journal)) {
      syncs.folder(folder);
    }
  }
}
