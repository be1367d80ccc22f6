package dev.leash.http;

import dev.leash.domain.port.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Breaks off a wait for a server that has gone silent. It keeps one alarm and looks at the time of
 * the last byte when that goes off, so that a byte costs no timer. Safe for use by several threads.
 */
final class StallWatch implements AutoCloseable {
  private final Clock clock;
  private final Runnable breakOff;

  // Guarded by this.
  private Duration limit = Duration.ZERO;
  private Duration since = Duration.ZERO;
  private boolean waiting;
  private boolean closed;
  private Clock.@Nullable Alarm alarm;
  private Optional<Duration> stalled = Optional.empty();

  /**
   * Watches nothing yet.
   *
   * @param breakOff ends the wait from outside; must not wait itself
   */
  StallWatch(Clock clock, Runnable breakOff) {
    this.clock = clock;
    this.breakOff = breakOff;
  }

  /** From now on the server may be silent for so long. */
  synchronized void expect(Duration within) {
    stop();
    limit = within;
    await();
    alarm = clock.after(within, this::look);
  }

  /** The server is waited for. */
  synchronized void await() {
    waiting = true;
    since = clock.monotonic();
  }

  /** Bytes have come; until the next {@link #await} it is not the server that takes its time. */
  synchronized void arrived() {
    waiting = false;
  }

  /** The limit that was overstepped. */
  synchronized Optional<Duration> stalled() {
    return stalled;
  }

  @Override
  public synchronized void close() {
    closed = true;
    stop();
  }

  private synchronized void stop() {
    if (alarm != null) {
      alarm.close();
    }
  }

  private void look() {
    synchronized (this) {
      if (closed) {
        return;
      }
      Duration silence = waiting ? clock.monotonic().minus(since) : Duration.ZERO;
      if (silence.compareTo(limit) < 0) {
        alarm = clock.after(limit.minus(silence), this::look);
        return;
      }
      stalled = Optional.of(limit);
    }
    breakOff.run();
  }
}
