package dev.leash.domain.port;

import dev.leash.domain.download.Checksum;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.Headers;
import dev.leash.domain.download.SourceUrl;
import java.util.Optional;
import java.util.OptionalLong;

/** Brings an archive from its URL into an {@link ArrivingFile}. Safe for use by several threads. */
public interface Transfer {
  /** Prepares to fetch an archive; opens nothing yet, and never waits. */
  Fetch prepare(Source source, ArrivingFile file, Listener listener);

  /**
   * One archive's way into its file, over as many attempts as its caller makes. For one thread at a
   * time.
   *
   * <p>It remembers what has arrived, and of which version of the archive. An attempt goes on from
   * there where the server vouches for the same version; else it starts over, in the file's next
   * generation. Versions are never mixed. Between two attempts it holds no connection.
   */
  interface Fetch {
    /**
     * Fetches what is still missing of the whole body, as it is sent, without decoding it; once it
     * is whole, every further attempt says so at once.
     *
     * <p>It blocks its thread until it is over. A cancellation closes its connections from outside,
     * at once and in whatever phase it is; it then returns {@link Fetched.Cancelled} as soon as its
     * thread notices. However it returns, its connections are closed or back in the pool, and
     * nothing runs on. It never closes or deletes the file: its caller decides what a failure
     * means.
     */
    Fetched attempt(Cancellation cancellation);
  }

  /**
   * What to fetch.
   *
   * @param headers sent to {@code url}'s origin only, not after a redirect to another
   * @param checksum what the bytes must be
   * @param maxBytes more are {@link Failure.TooLarge}
   * @param connections that may be open at a time; with several, an attempt may bring bytes that
   *     readers want ahead of the others
   */
  record Source(
      SourceUrl url, Headers headers, Optional<Checksum> checksum, long maxBytes, int connections) {
    public Source {
      if (connections < 1) {
        throw new IllegalArgumentException("connections must be positive, but was " + connections);
      }
    }
  }

  /**
   * Hears how far it is. Calls come from the attempt's thread, those of {@link #connected} from
   * others too, yet one at a time; all must return at once.
   */
  interface Listener {
    /**
     * The server has answered with the archive, or the rest of it; comes before the first of its
     * bytes, and once for each answer.
     *
     * @param totalBytes the length of the whole; empty when the server does not say
     */
    void announced(OptionalLong totalBytes);

    /**
     * So many bytes more have arrived in their turn. What was brought ahead of it does not count
     * until then.
     */
    void received(long bytes);

    /**
     * What had been received counts no more: a new generation begins. Comes before any reader can
     * see that generation.
     */
    void startedOver();

    /** So many connections are open. */
    void connected(int connections);

    /** How fast bytes may be read of the archive; the same each time. */
    default Pace pace() {
      return Pace.FREE;
    }
  }

  /**
   * Holds a transfer back. It asks for leave before each read of a body, reads no more than it has
   * leave for, and gives back what it did not come to read, also when the read failed. While it
   * waits for leave it is not the server that is waited for: no time-out runs. Bytes that the
   * machine receives before they are asked for are not counted. Safe for use by several threads.
   */
  interface Pace {
    /** Never holds anything back. */
    Pace FREE =
        new Pace() {
          @Override
          public int ready(int most) {
            return most;
          }

          @Override
          public int await(int most, Cancellation cancellation) {
            return most;
          }

          @Override
          public void giveBack(int bytes) {}
        };

    /**
     * Takes leave to read, if it is to be had at once; never waits.
     *
     * @param most that the caller can read, at least 1
     * @return how many bytes, up to {@code most}; 0 where they have to be waited for
     */
    int ready(int most);

    /**
     * Takes leave to read, and waits for it on this thread.
     *
     * @return how many bytes, up to {@code most}; 0 when it was cancelled meanwhile
     */
    int await(int most, Cancellation cancellation);

    /** So many of the bytes that there was leave for were not read. */
    void giveBack(int bytes);
  }

  /** How an attempt ended. */
  sealed interface Fetched {
    /**
     * All bytes are in the file, which has been finished.
     *
     * @param sha256 lower-case hex
     */
    record Whole(long bytes, String sha256) implements Fetched {}

    /** Another attempt may do better, if the failure is of such a kind. */
    record Failed(Failure failure) implements Fetched {}

    record Cancelled() implements Fetched {}
  }
}
