package dev.leash.bootstrap;

import dev.leash.domain.port.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The machine's clock; due tasks run on one platform thread. Safe for use by several threads. */
final class SystemClock implements Clock, AutoCloseable {
  private final ScheduledThreadPoolExecutor timer;
  private final long start = System.nanoTime();

  SystemClock(ThreadFactory threads) {
    timer = new ScheduledThreadPoolExecutor(1, threads);
    // Alarms are closed far more often than they go off; each would stay in the queue until its
    // time.
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    // Whoever waits for a thread to be had again waits by this clock, which must need none then.
    var _ = timer.prestartCoreThread();
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public Duration monotonic() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Override
  public Alarm after(Duration delay, Runnable task) {
    ScheduledFuture<?> future = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public void close() {
    timer.shutdown();
  }
}
