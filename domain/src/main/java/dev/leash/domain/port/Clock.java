package dev.leash.domain.port;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Time, and all waiting for it. Safe for use by several threads. */
public interface Clock {
  /** The time of day, for people. */
  Instant now();

  /** Time since some fixed moment; never goes back. */
  Duration monotonic();

  /**
   * Runs a task once, later, on a thread of the control side.
   *
   * @param task must not wait for anything
   */
  Alarm after(Duration delay, Runnable task);

  /** Waits on this thread for so long, or until that is cancelled; is not to be interrupted. */
  default void pause(Duration duration, Cancellation until) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    try (Alarm _ = after(duration, () -> over.complete(null));
        Cancellation.Registration _ = until.onCancel(() -> over.complete(null))) {
      // Keeps an interruption for later.
      over.join();
    }
  }

  /** A task that is due later. */
  interface Alarm extends AutoCloseable {
    /**
     * Makes sure that the task does not start any more; one that has started goes on. A second
     * close does nothing.
     */
    @Override
    void close();
  }
}
