package dev.leash.domain.port;

import java.time.Duration;
import java.time.Instant;

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
