package dev.leash.application;

import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.Transfer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.SequencedSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * So many bytes a second for all who ask: a bucket that fills with the time. Who has to wait stands
 * in a line, and each gets the same small share at its turn, so that what is received is smooth and
 * nobody starves. Safe for use by several threads.
 */
final class SpeedLimit implements Transfer.Pace {
  /** More than a machine's memory moves; above it the count of a bucket would overflow. */
  private static final long MAX_RATE = 1L << 35;

  private static final long NANOS = 1_000_000_000;

  /** Shares a second: each is small to the eye, and its wake-up costs nothing that counts. */
  private static final int SHARES = 100;

  /** The least that a transfer reads at once: were a share larger, not all could take the same. */
  private static final int MAX_SHARE = 16 * 1024;

  /**
   * What may be saved up: a thread that wakes late must not slow the whole, nor a burst be seen.
   */
  private static final long MOST_SAVED_NANOS = NANOS / 10;

  /** A place in the line, until there is leave. */
  static final class Turn {
    private final int most;
    private final CompletableFuture<Integer> leave = new CompletableFuture<>();

    private Turn(int most) {
      this.most = most;
    }

    /** For how many bytes; 0 for who left the line before. */
    CompletableFuture<Integer> leave() {
      return leave;
    }
  }

  private final Clock clock;

  /** Written under the mutex; read without it, so that no limit costs nothing. */
  private volatile OptionalLong bytesPerSecond = OptionalLong.empty();

  // Guarded by this.
  private final SequencedSet<Turn> line = new LinkedHashSet<>();
  private Duration filledAt = Duration.ZERO;

  /** In byte-nanoseconds, so that nothing is lost by rounding: 1 s of 1 byte a second is a byte. */
  private long saved;

  private Clock.@Nullable Alarm alarm;

  /** None at first. */
  SpeedLimit(Clock clock) {
    this.clock = clock;
  }

  /** Takes effect at once, also for who waits; empty for none. */
  void set(OptionalLong limit) {
    serveAfter(() -> {
      fill();
      bytesPerSecond = limit;
      saved = Math.min(saved, mostSaved());
      return true;
    });
  }

  OptionalLong bytesPerSecond() {
    return bytesPerSecond;
  }

  @Override
  public int ready(int most) {
    return bytesPerSecond.isEmpty() ? most : takeUnlessOthersWait(most);
  }

  @Override
  public int await(int most, Cancellation cancellation) {
    Turn turn = lineUp(most);
    // After it stands in line: a cancellation in between takes it out again.
    try (Cancellation.Registration _ = cancellation.onCancel(() -> quit(turn))) {
      return turn.leave.join();
    }
  }

  /** Stands in line; never waits. */
  Turn lineUp(int most) {
    Turn turn = new Turn(most);
    serveAfter(() -> line.add(turn) && line.size() == 1);
    return turn;
  }

  /** Leaves the line, which moves up. */
  void quit(Turn turn) {
    serveAfter(() -> {
      boolean wasNext = !line.isEmpty() && line.getFirst() == turn;
      return line.remove(turn) && wasNext;
    });
    turn.leave.complete(0);
  }

  @Override
  public void giveBack(int bytes) {
    if (bytesPerSecond.isPresent()) {
      serveAfter(() -> {
        fill();
        saved = Math.min(saved + bytes * NANOS, mostSaved());
        return true;
      });
    }
  }

  /**
   * Changes something under the mutex, and serves the line if that may move it; whoever gets leave
   * is told without the mutex.
   *
   * @param change whether the line may move
   */
  private void serveAfter(BooleanSupplier change) {
    List<Runnable> woken;
    synchronized (this) {
      woken = change.getAsBoolean() ? serve() : List.of();
    }
    woken.forEach(Runnable::run);
  }

  private synchronized int takeUnlessOthersWait(int most) {
    fill();
    return line.isEmpty() ? take(most) : 0;
  }

  private List<Runnable> serve() {
    fill();
    List<Runnable> woken = new ArrayList<>();
    int leave = next();
    while (leave > 0) {
      Turn turn = line.removeFirst();
      int bytes = leave;
      woken.add(() -> turn.leave.complete(bytes));
      leave = next();
    }
    if (alarm != null) {
      alarm.close();
      alarm = null;
    }
    if (!line.isEmpty()) {
      alarm = clock.after(untilDue(line.getFirst().most), () -> serveAfter(() -> true));
    }
    return woken;
  }

  /** What the next one in line gets now; 0 when it has to wait, or there is none. */
  private int next() {
    return line.isEmpty() ? 0 : take(line.getFirst().most);
  }

  private int take(int most) {
    if (bytesPerSecond.isEmpty()) {
      return most;
    }
    int share = share(most);
    if (saved < share * NANOS) {
      return 0;
    }
    saved -= share * NANOS;
    return share;
  }

  private int share(int most) {
    return Math.clamp(rate() / SHARES, 1, Math.min(most, MAX_SHARE));
  }

  private Duration untilDue(int most) {
    long missing = share(most) * NANOS - saved;
    return Duration.ofNanos(Math.ceilDiv(missing, rate()));
  }

  private void fill() {
    Duration now = clock.monotonic();
    Duration passed = now.minus(filledAt);
    filledAt = now;
    if (bytesPerSecond.isPresent()) {
      // Time that would fill more than the bucket does not count, which keeps the product in
      // bounds.
      long nanos = passed.compareTo(timeToFill()) < 0 ? passed.toNanos() : timeToFill().toNanos();
      saved = Math.min(saved + nanos * rate(), mostSaved());
    }
  }

  /** A slow one must be able to save a whole byte. */
  private long mostSaved() {
    return bytesPerSecond.isEmpty() ? 0 : Math.max(rate() * MOST_SAVED_NANOS, NANOS);
  }

  private Duration timeToFill() {
    return Duration.ofNanos(Math.ceilDiv(mostSaved(), rate()));
  }

  private long rate() {
    return Math.min(bytesPerSecond.orElseThrow(), MAX_RATE);
  }
}
