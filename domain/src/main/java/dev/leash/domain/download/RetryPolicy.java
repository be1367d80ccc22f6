package dev.leash.domain.download;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * When a failed attempt is worth another, and how long to wait before it: twice as long after each
 * one in a row, or as the server says.
 *
 * @param maxInARow how many attempts may follow one another without a byte more than before
 * @param first the wait before the first of those; nothing is tried again sooner
 * @param longest where the doubling ends
 * @param longestAsked a server that asks for more (Retry-After) is given up
 * @param spread waits are longer by up to this share, so that many that failed at once do not all
 *     come back at once
 */
public record RetryPolicy(
    int maxInARow, Duration first, Duration longest, Duration longestAsked, double spread) {
  /** What a later try may well overcome; of the other statuses the server means what it says. */
  private static final Set<Integer> TRANSIENT_STATUSES = Set.of(408, 425, 429, 500, 502, 503, 504);

  /** 5 in a row after 1, 2, 4, 8 and 16 s; at most 30 s, or 60 s where a server asks for it. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(
          5, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(60), 0.25);

  public RetryPolicy {
    if (maxInARow < 0) {
      throw new IllegalArgumentException("maxInARow must not be negative, but was " + maxInARow);
    }
    if (first.isNegative()) {
      throw new IllegalArgumentException("first must not be negative, but was " + first);
    }
    if (longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "longest must not be shorter than first, but was " + longest);
    }
    if (longestAsked.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "longestAsked must not be shorter than first, but was " + longestAsked);
    }
    if (!(spread >= 0 && spread <= 1)) {
      throw new IllegalArgumentException("spread must be 0 to 1, but was " + spread);
    }
  }

  /**
   * How long to wait before the next attempt; empty when there shall be none.
   *
   * @param failedInARow how many have failed without a byte more than before, at least 1
   * @param random 0 to 1
   */
  public Optional<Duration> delayAfter(Failure failure, int failedInARow, double random) {
    if (failedInARow > maxInARow || !isTransient(failure)) {
      return Optional.empty();
    }
    return base(failure, failedInARow)
        .map(base -> base.plusNanos(Math.round(base.toNanos() * spread * random)));
  }

  private Optional<Duration> base(Failure failure, int failedInARow) {
    if (failure instanceof Failure.HttpStatus(int status, var retryAfterSeconds)
        && retryAfterSeconds.isPresent()) {
      Duration asked = Duration.ofSeconds(retryAfterSeconds.getAsLong());
      return asked.compareTo(longestAsked) > 0 ? Optional.empty() : Optional.of(max(asked, first));
    }
    Duration delay = first;
    for (int i = 1; i < failedInARow && delay.compareTo(longest) < 0; i++) {
      delay = delay.multipliedBy(2);
    }
    return Optional.of(delay.compareTo(longest) < 0 ? delay : longest);
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static boolean isTransient(Failure failure) {
    return switch (failure) {
      case Failure.ConnectFailed _, Failure.Stalled _, Failure.TransferIncomplete _ -> true;
      case Failure.HttpStatus(int status, var _) -> TRANSIENT_STATUSES.contains(status);
      case Failure.TlsFailed _,
          Failure.TooManyRedirects _,
          Failure.RedirectNotAllowed _,
          Failure.SourceChanged _,
          Failure.ChecksumMismatch _,
          Failure.ProtocolError _,
          Failure.TooLarge _ ->
          false;
      case Failure.OfArchive _, Failure.OfDestination _, Failure.OfStorage _, Failure.Internal _ ->
          false;
    };
  }
}
