package dev.leash.application;

import dev.leash.domain.download.Failure;
import dev.leash.domain.download.RetryPolicy;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.Transfer.Fetch;
import dev.leash.domain.port.Transfer.Fetched;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** The attempts of one transfer, and the waits between them. For one thread at a time. */
final class Attempts {
  private final TrackedDownload download;
  private final Fetch fetch;
  private final Means means;

  /** What all downloads share. */
  record Means(RetryPolicy policy, Clock clock, RandomGenerator random, Faults faults) {}

  Attempts(TrackedDownload download, Fetch fetch, Means means) {
    this.download = download;
    this.fetch = fetch;
    this.means = means;
  }

  /** Attempts until it is whole, cancelled, or not worth another try. */
  Fetched run(Cancellation cancellation) {
    int failedInARow = 0;
    while (true) {
      long before = download.meter().mostReceived();
      Fetched fetched = attempt(cancellation);
      if (!(fetched instanceof Fetched.Failed(Failure failure)) || cancellation.isCancelled()) {
        return fetched;
      }
      failedInARow = download.meter().mostReceived() > before ? 1 : failedInARow + 1;
      Optional<Duration> delay =
          means.policy().delayAfter(failure, failedInARow, means.random().nextDouble());
      if (delay.isEmpty()) {
        return fetched;
      }
      if (!download.retry(failure, delay.get()) || !await(delay.get(), cancellation)) {
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

  /** False when it was cancelled meanwhile. */
  private boolean await(Duration delay, Cancellation cancellation) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    try (Clock.Alarm _ = means.clock().after(delay, () -> over.complete(null));
        Cancellation.Registration _ = cancellation.onCancel(() -> over.complete(null))) {
      over.join();
    }
    return !cancellation.isCancelled();
  }
}
