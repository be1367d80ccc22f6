package dev.leash.application;

import java.util.OptionalLong;

/** Changes, while downloads run, how many may and how fast. Safe for use by several threads. */
public final class Configure {
  private final int startsMaxConcurrent;
  private final DownloadQueue queue;
  private final SpeedLimit speed;

  Configure(ApplicationSettings settings, DownloadQueue queue, SpeedLimit speed) {
    this.startsMaxConcurrent = settings.maxConcurrentDownloads();
    this.queue = queue;
    this.speed = speed;
  }

  /** What becomes of one limit. */
  public sealed interface Change {
    /** It stays as it is. */
    record Keep() implements Change {}

    /** It is as if it had never been set. */
    record Lift() implements Change {}

    /**
     * It is so much from now on.
     *
     * @param value at least 1
     */
    record To(long value) implements Change {
      public To {
        if (value < 1) {
          throw new IllegalArgumentException("a limit must be at least 1, but was " + value);
        }
      }
    }
  }

  /**
   * The limits in force.
   *
   * @param maxConcurrentDownloads how many downloads run at once: never without a bound, because
   *     each takes threads
   * @param maxBytesPerSecond of all downloads together; empty for as fast as it goes
   */
  public record Limits(int maxConcurrentDownloads, OptionalLong maxBytesPerSecond) {}

  /**
   * Both at once, and both in force when this returns: one change does not come between another's
   * two halves.
   *
   * @param maxConcurrentDownloads a lifted one is what the daemon was started with; what runs
   *     beyond a lowered one runs on
   */
  public synchronized Limits configure(Change maxConcurrentDownloads, Change maxBytesPerSecond) {
    switch (maxBytesPerSecond) {
      case Change.Keep() -> {}
      case Change.Lift() -> speed.set(OptionalLong.empty());
      case Change.To(long value) -> speed.set(OptionalLong.of(value));
    }
    switch (maxConcurrentDownloads) {
      case Change.Keep() -> {}
      case Change.Lift() -> queue.letRun(startsMaxConcurrent);
      case Change.To(long value) -> queue.letRun(Math.toIntExact(value));
    }
    return new Limits(queue.maxRunning(), speed.bytesPerSecond());
  }
}
