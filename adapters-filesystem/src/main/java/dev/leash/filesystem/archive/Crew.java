package dev.leash.filesystem.archive;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that help those of the extractions, as many for all of them together as there are cores.
 * None of them may wait for bytes: a download that drips would keep it from the others. Safe for
 * use by several threads.
 */
final class Crew {
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final int size;
  private final ThreadPoolExecutor threads;

  Crew(int size) {
    this(size, Thread.ofPlatform().daemon().name("leash-unzip-", 0).factory());
  }

  Crew(int size, ThreadFactory factory) {
    this.size = size;
    // Without a queue: who finds nobody free does the work itself.
    this.threads =
        new ThreadPoolExecutor(
            0, size, IDLE.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), factory);
  }

  /** How many there are. */
  int size() {
    return size;
  }

  /** Has the task run, unless nobody is free. */
  boolean tryRun(Runnable task) {
    try {
      threads.execute(task);
      return true;
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // The second where no thread is to be had: the work is done without it.
      return false;
    }
  }
}
