package dev.leash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/** A platform thread for each task, and a wait for all of them. Safe for use by several threads. */
final class DataThreads implements Executor {
  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

  @Override
  public void execute(Runnable task) {
    Thread thread = Thread.ofPlatform().name("data").daemon().unstarted(task);
    threads.add(thread);
    thread.start();
  }

  void awaitEnd(Duration patience) throws InterruptedException {
    for (Thread next = threads.poll(); next != null; next = threads.poll()) {
      assertThat(next.join(patience)).as("a data thread has ended").isTrue();
    }
  }
}
