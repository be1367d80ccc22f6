package dev.leash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** A platform thread for each task, and a wait for their ends. Safe for use by several threads. */
final class DataThreads implements Executor {
  // Guarded by this.
  private final List<Thread> threads = new ArrayList<>();

  @Override
  public void execute(Runnable task) {
    Thread thread = Thread.ofPlatform().name("data").daemon().unstarted(task);
    synchronized (this) {
      threads.add(thread);
    }
    thread.start();
  }

  synchronized int started() {
    return threads.size();
  }

  /** Waits for those that were started after so many others, also for those that they start. */
  void awaitEnd(int from, Duration patience) throws InterruptedException {
    int at = from;
    for (Optional<Thread> next = thread(at); next.isPresent(); next = thread(++at)) {
      assertThat(next.get().join(patience)).as("a data thread has ended").isTrue();
    }
  }

  /** Waits until all that have not ended wait themselves, for what only the test brings about. */
  void awaitWaiting() {
    for (Thread thread : all()) {
      while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
        Thread.onSpinWait();
      }
    }
  }

  /** Waits until so many have not ended. */
  void awaitAlive(int count) {
    while (all().stream().filter(Thread::isAlive).count() != count) {
      Thread.onSpinWait();
    }
  }

  private synchronized List<Thread> all() {
    return List.copyOf(threads);
  }

  private synchronized Optional<Thread> thread(int number) {
    return number < threads.size() ? Optional.of(threads.get(number)) : Optional.empty();
  }
}
