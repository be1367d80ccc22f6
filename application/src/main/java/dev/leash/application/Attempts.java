package dev.leash.application;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.Transfer.Fetch;
import dev.leash.domain.port.Transfer.Fetched;
import java.time.Duration;
import java.util.Optional;

/**
 * The attempts of one transfer, and the waits between them, which a pause does not shorten. For one
 * thread at a time.
 */
final class Attempts {
  private final TrackedDownload download;
  private final Fetch fetch;
  private final Means means;
  private int failedInARow;
  private Duration notBefore = Duration.ZERO;

  Attempts(TrackedDownload download, Fetch fetch, Means means) {
    this.download = download;
    this.fetch = fetch;
    this.means = means;
  }

  /** Attempts until it is whole, cancelled, or not worth another try. */
  Fetched run(Cancellation cancellation) {
    while (true) {
      if (!awaitTurn(cancellation)) {
        return new Fetched.Cancelled();
      }
      long before = download.meter().mostReceived();
      Fetched fetched = attempt(cancellation);
      if (fetched instanceof Fetched.Whole) {
        // There may have been nothing left to ask a server for, and so no answer.
        download.goOn();
      }
      if (!(fetched instanceof Fetched.Failed(Failure failure)) || cancellation.isCancelled()) {
        return fetched;
      }
      failedInARow = download.meter().mostReceived() > before ? 1 : failedInARow + 1;
      Optional<Duration> delay =
          means.settings().retries().delayAfter(failure, failedInARow, means.random().nextDouble());
      if (delay.isEmpty()) {
        return fetched;
      }
      notBefore = means.ports().clock().monotonic().plus(delay.get());
      if (!download.retry(failure, delay.get())) {
        return new Fetched.Cancelled();
      }
    }
  }

  private Fetched attempt(Cancellation cancellation) {
    try {
      return fetch.attempt(cancellation);
    } catch (RuntimeException | Error e) {
      means.faults().report("transferring download " + download.id(), e);
      return new Fetched.Failed(new Failure.Internal("an unexpected fault of the transfer"));
    }
  }

  /** Waits until the next attempt may come; false when it was cancelled meanwhile. */
  private boolean awaitTurn(Cancellation cancellation) {
    Clock clock = means.ports().clock();
    Duration left = notBefore.minus(clock.monotonic());
    if (left.isPositive()) {
      clock.pause(left, cancellation);
    }
    return !left.isPositive() || !cancellation.isCancelled();
  }
}
