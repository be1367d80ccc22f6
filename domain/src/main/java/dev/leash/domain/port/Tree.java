package dev.leash.domain.port;

import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.download.Failure;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * The fresh tree in staging that an {@link Archive} unzips into. Nothing that exists is ever
 * written into, no link is followed, and parents are folders that this tree made. Safe for use by
 * several threads.
 */
public interface Tree {
  /**
   * Says how much will be written, as soon as that is known.
   *
   * @return why there is no room for it
   */
  Optional<Failure> expect(long bytes);

  /**
   * Makes a folder, its parents too; one that only followed from its content may be named again.
   */
  Optional<Failure> folder(EntryPath path);

  /**
   * Makes a file, its parents too.
   *
   * @param executable 0755 instead of 0644, less the umask
   * @param modified its modification time; that of writing where empty
   */
  Opened file(EntryPath path, boolean executable, Optional<Instant> modified);

  /**
   * Gives a file that this tree made and finished the mode and the time that it should have been
   * made with, which were not known by then.
   *
   * @param modified what it has stays where empty
   */
  Optional<Failure> amend(EntryPath path, boolean executable, Optional<Instant> modified);

  /**
   * Makes a symbolic link, its parents too. Its target is judged here against the links already
   * made, and by {@link #seal} over the whole tree.
   *
   * @param target as the archive has it
   */
  Optional<Failure> link(EntryPath path, String target);

  /**
   * Gives a file another name, its parents too: a hard link, or a copy on a disk that has none.
   *
   * @param target a file that this tree made and finished; anything else, a link too, is {@link
   *     dev.leash.domain.archive.ArchiveProblem.UnsafeEntry}
   * @param executable the mode of a copy
   * @param modified the modification time of a copy
   */
  Linked hardLink(EntryPath path, EntryPath target, boolean executable, Optional<Instant> modified);

  /**
   * Judges the whole tree when every entry is there: links whose targets do not lie in it are
   * {@link dev.leash.domain.archive.ArchiveProblem.UnsafeEntry}.
   */
  Optional<Failure> seal();

  /** What became of the making of a file. */
  sealed interface Opened {
    record Ready(Sink sink) implements Opened {}

    record Failed(Failure failure) implements Opened {}
  }

  /** What became of the making of a hard link. */
  sealed interface Linked {
    record Done() implements Linked {}

    /** The disk has no hard links: the caller has the file copied, counts it, and can stop. */
    record ToCopy(Copy copy) implements Linked {}

    record Failed(Failure failure) implements Linked {}
  }

  /** One file that is being copied, by one thread. */
  interface Copy extends AutoCloseable {
    /** How many bytes there are in all. */
    long size();

    /**
     * Copies so many bytes more.
     *
     * @param bytes as many as are left at the most
     */
    Optional<Failure> next(int bytes);

    /** Closes the copy as whole. */
    Optional<Failure> finish();

    /** Closes the copy, whole or not; after {@link #finish} it does nothing. */
    @Override
    void close();
  }

  /** One file that is being written, by one thread. */
  interface Sink extends AutoCloseable {
    /** Writes all that the buffer holds. */
    Optional<Failure> write(ByteBuffer source);

    /** Closes the file as whole. */
    Optional<Failure> finish();

    /** Closes the file, whole or not; after {@link #finish} it does nothing. */
    @Override
    void close();
  }
}
