package dev.leash.domain.port;

import dev.leash.domain.download.Checksum;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.Headers;
import dev.leash.domain.download.SourceUrl;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Brings an archive from its URL into an {@link ArrivingFile}. Safe for use by several threads.
 *
 * <p>{@link #fetch} blocks its thread until the transfer is over. A cancellation closes its
 * connection from outside, at once and in whatever phase it is; {@code fetch} then returns {@link
 * Fetched.Cancelled} as soon as its thread notices. However it returns, its connection is closed or
 * back in the pool. It never closes or deletes the file, and it never calls {@link
 * ArrivingFile#fail}: its caller decides what a failure means.
 */
public interface Transfer {
  /**
   * Fetches the whole body as it is sent, without decoding it.
   *
   * @param generation which generation of the file to write
   */
  Fetched fetch(
      Source source,
      ArrivingFile file,
      int generation,
      Listener listener,
      Cancellation cancellation);

  /**
   * What to fetch.
   *
   * @param headers sent to {@code url}'s origin only, not after a redirect to another
   * @param checksum what the bytes must be
   * @param maxBytes more are {@link Failure.TooLarge}
   */
  record Source(SourceUrl url, Headers headers, Optional<Checksum> checksum, long maxBytes) {}

  /** Hears how far it is. Calls come from the transfer's thread and must return at once. */
  interface Listener {
    /** The length of the whole, once known; empty when the server does not say. */
    void announced(OptionalLong totalBytes);

    /** So many bytes more have arrived. */
    void received(long bytes);

    /** So many connections are open. */
    void connected(int connections);
  }

  /** How a transfer ended. */
  sealed interface Fetched {
    /**
     * All bytes are in the file, which has been finished.
     *
     * @param sha256 lower-case hex
     */
    record Whole(long bytes, String sha256) implements Fetched {}

    record Failed(Failure failure) implements Fetched {}

    record Cancelled() implements Fetched {}
  }
}
