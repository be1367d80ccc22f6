package dev.leash.http;

import dev.leash.domain.port.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the body back while its reader judges the archive by what was asked for beside it, for a
 * short time at the most and only once. Safe for use by several threads.
 */
final class Hold {
  /** A reader that has got the first bytes says what it needs next within microseconds. */
  static final Duration REACTION = Duration.ofMillis(50);

  /** A directory of 100,000 entries is judged in some 100 ms, a small one by a cold JVM too. */
  static final Duration JUDGEMENT = Duration.ofMillis(250);

  /** In all: more than a connection and two answers from another continent take. */
  static final Duration LONGEST = Duration.ofSeconds(1);

  private enum State {
    OPEN,
    /** A reader has the first bytes, and has not said what it needs next. */
    AWAITING_REACTION,
    HELD,
    OVER
  }

  private final Clock clock;

  /** Written under the monitor; read without it, so that a body that flows takes no lock. */
  private volatile State state = State.OPEN;

  // Guarded by this.
  private Duration began = Duration.ZERO;
  private Clock.@Nullable Alarm alarm;
  private int alarms;

  /** Whether no reaction is awaited any more. */
  private boolean decided;

  Hold(Clock clock) {
    this.clock = clock;
  }

  /**
   * A reader gets some of the first bytes now: nothing more, until it says what it needs next. Does
   * nothing once it has wanted something, or kept silent.
   */
  synchronized void awaitReaction() {
    if (state == State.OPEN && !decided) {
      become(State.AWAITING_REACTION, REACTION);
    }
  }

  /** It knows what it wants, and that is not far ahead of the body. */
  synchronized void reacted() {
    decided = true;
    goOn();
  }

  /** Bytes are asked for beside the body. */
  synchronized void begin() {
    switch (state) {
      case OPEN, AWAITING_REACTION -> {
        began = clock.monotonic();
        become(State.HELD, LONGEST);
      }
      case HELD -> become(State.HELD, left());
      case OVER -> {}
    }
  }

  /** All that was asked for has come or will not. */
  synchronized void judging() {
    if (state == State.HELD) {
      Duration left = left();
      become(State.HELD, left.compareTo(JUDGEMENT) < 0 ? left : JUDGEMENT);
    }
  }

  /** A reader waits for the body. */
  synchronized void release() {
    goOn();
    if (state == State.HELD) {
      open(State.OVER);
    }
  }

  /** Nothing is held back from now on. */
  synchronized void end() {
    open(State.OVER);
  }

  boolean holds() {
    return state == State.AWAITING_REACTION || state == State.HELD;
  }

  /** Waits on this thread while the body is kept back; is not to be interrupted. */
  synchronized void await() {
    boolean interrupted = false;
    while (holds()) {
      try {
        wait();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void goOn() {
    if (state == State.AWAITING_REACTION) {
      open(State.OPEN);
    }
  }

  private Duration left() {
    Duration left = LONGEST.minus(clock.monotonic().minus(began));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void become(State next, Duration atMost) {
    state = next;
    silence();
    int number = alarms;
    alarm = clock.after(atMost, () -> due(number));
  }

  private synchronized void due(int number) {
    // One that came late must not end what began after it.
    if (number == alarms) {
      decided = true;
      release();
    }
  }

  private void open(State next) {
    state = next;
    silence();
    notifyAll();
  }

  private void silence() {
    alarms++;
    if (alarm != null) {
      alarm.close();
      alarm = null;
    }
  }
}
