package dev.leash.http;

import dev.leash.domain.download.Checksum;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.SourceUrl;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What has arrived in the file's current generation, from the start without a gap, and of which
 * version of the archive it is. Of one thread at a time.
 */
final class Arrived {
  private final Optional<Checksum> checksum;

  private int generation = 1;
  private Optional<Version> version = Optional.empty();
  private Digests digests;
  private OptionalLong total = OptionalLong.empty();
  private long received;
  private boolean touched;
  private boolean spoilt;
  private Foretold foretold = new Foretold();
  private boolean contradicted;
  private boolean trustsRanges = true;

  /** Nothing yet. */
  Arrived(Optional<Checksum> checksum) {
    this.checksum = checksum;
    digests = new Digests(checksum);
  }

  int generation() {
    return generation;
  }

  long received() {
    return received;
  }

  /** Whether every byte is there. */
  boolean isComplete() {
    return !spoilt && total.equals(OptionalLong.of(received));
  }

  /**
   * What to ask this URL for in order to go on; empty when only the whole will do. Another resource
   * than the one that gave the beginning cannot vouch for it.
   */
  Optional<Rest> restAt(SourceUrl url) {
    return version
        .filter(known -> received > 0 && !spoilt && known.isOfResource(url))
        .flatMap(Version::validator)
        .map(validator -> new Rest(received, OptionalLong.empty(), validator));
  }

  /** The range that a part brings, if it is the one that comes next, of this version. */
  Optional<ContentRange> next(Answer part) {
    return ContentRange.of(part)
        .filter(range -> range.first() == received && fitsTotal(range))
        .filter(_ -> version.isPresent() && version.get().isOf(part));
  }

  // Where nobody says how long the whole is, a short part could not be told from the last one.
  private boolean fitsTotal(ContentRange range) {
    return total.isEmpty()
        ? range.total().isPresent()
        : range.total().orElse(total.getAsLong()) == total.getAsLong()
            && range.end() <= total.getAsLong();
  }

  /** How long the whole is, by what is known and by a part that fits to that. */
  OptionalLong totalBy(ContentRange part) {
    return total.isPresent() ? total : part.total();
  }

  /**
   * From now on it is this version, from its first byte.
   *
   * @return whether a new generation has to begin for it
   */
  boolean startOver(Version begun, OptionalLong length) {
    // Readers of the file may hold the old bytes, or the old length.
    boolean anew = touched || (total.isPresent() && !total.equals(length));
    generation += anew ? 1 : 0;
    version = Optional.of(begun);
    digests = new Digests(checksum);
    total = OptionalLong.empty();
    received = 0;
    touched = false;
    spoilt = false;
    foretold = new Foretold();
    contradicted = false;
    return anew;
  }

  /** The file knows how long the whole is. */
  void announced(long length) {
    total = OptionalLong.of(length);
  }

  /** Bytes are about to be written, and may be in the file whatever comes of it. */
  void touch() {
    touched = true;
  }

  /** The file has these bytes. */
  void add(byte[] bytes, int count) {
    digests.update(bytes, count);
    received += count;
  }

  /** A body without a length has come to its end. */
  void end() {
    total = OptionalLong.of(received);
  }

  /** What was brought ahead of the body, and the body has not come to. */
  Foretold foretold() {
    return foretold;
  }

  /**
   * The body has other bytes than were brought ahead of it, and readers may hold those: all begins
   * anew, and nothing is brought ahead any more.
   */
  void contradict() {
    spoil();
    touched = true;
    contradicted = true;
    trustsRanges = false;
  }

  boolean isContradicted() {
    return contradicted;
  }

  /** Whether bytes may be brought ahead. */
  boolean trustsRanges() {
    return trustsRanges;
  }

  /** What has arrived is of no use: nothing goes on from it. */
  void spoil() {
    spoilt = true;
  }

  /** Digests what has arrived; only once that is complete. */
  Digests.Result digest() {
    return digests.finish();
  }

  /**
   * That the rest has not come.
   *
   * @param expected what the last answer announced, for when nothing is known of the whole
   */
  Failure incomplete(OptionalLong expected) {
    return new Failure.TransferIncomplete(
        received, total.isPresent() || received > 0 ? total : expected);
  }
}
