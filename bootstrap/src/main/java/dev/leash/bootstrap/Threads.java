package dev.leash.bootstrap;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * The daemon's threads: platform threads on both sides, because virtual ones that read fast never
 * yield.
 */
final class Threads {
  private Threads() {}

  /** For the control side: accepting, reading, dispatching, writing, timers. */
  static ThreadFactory control() {
    return Thread.ofPlatform().name("control-", 0).daemon(true).factory();
  }

  /**
   * For the data side: one thread a task, for as long as it takes, kept for the next one for a
   * while.
   */
  static ExecutorService data() {
    return Executors.newCachedThreadPool(
        Thread.ofPlatform().name("data-", 0).daemon(true).factory());
  }
}
