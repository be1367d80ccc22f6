package dev.leash.domain.session;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Two platform threads that do two things at the same moment. For use by one thread. */
public final class Race implements AutoCloseable {
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  /** What each of the two brought. */
  public record Both<A, B>(A one, B other) {}

  /** Does both at the same moment and waits for both. */
  public <A, B> Both<A, B> between(Callable<A> one, Callable<B> other) {
    AtomicInteger atTheLine = new AtomicInteger();
    Future<A> first = threads.submit(() -> start(atTheLine, one));
    Future<B> second = threads.submit(() -> start(atTheLine, other));
    try {
      return new Both<>(first.get(), second.get());
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A latch would wake one well before the other; to spin brings both to the line within a
   * microsecond.
   */
  @SuppressWarnings("ThreadPriorityCheck") // the yield only spares a machine with one free core
  private static <T> T start(AtomicInteger atTheLine, Callable<T> task) throws Exception {
    atTheLine.incrementAndGet();
    while (atTheLine.get() < 2) {
      Thread.yield();
    }
    return task.call();
  }

  @Override
  public void close() {
    threads.close();
  }
}
