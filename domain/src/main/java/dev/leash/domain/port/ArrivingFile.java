package dev.leash.domain.port;

import dev.leash.domain.download.Failure;
import java.nio.ByteBuffer;

/**
 * The archive while it arrives: a sparse file that knows which ranges have arrived, written by a
 * {@link Transfer} and read by an {@link Archive} at the same time.
 *
 * <p>The file has <em>generations</em>, counted from 1. When a source starts over, a new one
 * begins: the writers of the old one are revoked and its readers are told to start again. It
 * belongs to the staging that made it, which deletes it. Safe for use by several threads.
 */
public interface ArrivingFile {
  /**
   * Reads bytes that have arrived, waiting for the first of them.
   *
   * @param generation the one that the reader works on
   * @param position where to read. At or past the end, {@link Read.End} tells the length as soon as
   *     it is known, so a read at {@link Long#MAX_VALUE} asks for it
   * @param target gets at least one byte and at most what it has room for; must have room
   * @param cancellation of the reader: ends its wait, and nobody else's
   */
  Read read(int generation, long position, ByteBuffer target, Cancellation cancellation);

  /**
   * Waits until every byte has arrived and is right, as the writer's {@link Writer#finish} says.
   * Bytes that were read before may be other ones by then: a writer may bring some ahead of their
   * turn, from a source that nobody vouches for before the end.
   *
   * @param cancellation of the reader: ends its wait, and nobody else's
   * @return {@link Read.End}, or why there will be none of this generation
   */
  Read awaitWhole(int generation, Cancellation cancellation);

  /**
   * Whether reads of these bytes would wait for none of them. They wait for nothing either when
   * they give none, as those of an older generation.
   *
   * @param length at least 1
   */
  boolean hasArrived(int generation, long position, long length);

  /**
   * Waits for bytes that a reader {@linkplain #want wants}, for as long as somebody may bring them
   * ahead of the others.
   *
   * @param length at least 1
   * @return as {@link #hasArrived}; where that is false, they come in their turn
   */
  boolean awaitWanted(int generation, long position, long length, Cancellation cancellation);

  /**
   * Lets a transfer write.
   *
   * @param generation the current one, or the next, which then begins; a writer of an older one is
   *     revoked from the start
   */
  Writer writer(int generation);

  /**
   * Says which bytes a reader would like to have before others: a hint that a transfer may follow.
   *
   * @param length at least 1
   */
  void want(int generation, long position, long length);

  /** What a read gave. */
  sealed interface Read {
    /** Bytes were put into the target. */
    record Bytes(int count) implements Read {}

    /** There is nothing at this position: the file's length is {@code length}. */
    record End(long length) implements Read {}

    /** The disk failed. */
    record Failed(Failure failure) implements Read {}

    /** A new generation has begun. */
    record Restarted(int generation) implements Read {}

    /** The reader is cancelled, or the download is over. */
    record Cancelled() implements Read {}
  }

  /** Writes one generation. Safe for use by several threads at positions of their own. */
  interface Writer {
    /** Says how long the file will be, as soon as that is known; checks the space for it. */
    Written announce(long length);

    /** Writes all that the buffer holds. */
    Written write(long position, ByteBuffer source);

    /** Says that every byte has arrived and is right: from now on the length is {@code length}. */
    Written finish(long length);

    /**
     * Has somebody hear what readers of this generation are in need of, in place of whom heard it
     * before. The latest of what they want, and what they wait for, is told at once, on this
     * thread. A revoked writer's hears nothing.
     */
    Listening listen(Needs needs);
  }

  /**
   * What a generation's readers are in need of. Calls come from their threads, several at a time
   * and without any lock of the file, and must return at once. Some may come late: when the bytes
   * have arrived, or the listening has just been closed.
   */
  interface Needs {
    /** A reader would like to have these bytes, as {@link #want} says. */
    void wants(long position, long length);

    /**
     * A reader waits for the byte at this position, which has not arrived; at {@link
     * Long#MAX_VALUE} for the length, or the whole.
     */
    void waits(long position);
  }

  /** Somebody's hearing of needs, until it is closed: nothing is brought ahead from then on. */
  interface Listening extends AutoCloseable {
    /** A second call does nothing. */
    @Override
    void close();
  }

  /** What became of a write. */
  sealed interface Written {
    record Done() implements Written {}

    /** A newer generation has begun, or the download is over: this writer must stop. */
    record Revoked() implements Written {}

    /** The disk refused it. */
    record Refused(Failure failure) implements Written {}
  }
}
