package dev.leash.domain.port;

import java.util.LinkedHashSet;
import java.util.Optional;

/**
 * Tells those who work on a download that it is over. Cancellation is pushed: the hooks close from
 * outside what a worker waits on. Threads are never interrupted, because an interrupt closes a
 * shared {@code FileChannel} for all its users. Safe for use by several threads.
 */
public final class Cancellation {
  private final Object mutex = new Object();

  // Guarded by mutex.
  private final LinkedHashSet<Hook> hooks = new LinkedHashSet<>();
  private volatile boolean cancelled;

  public boolean isCancelled() {
    return cancelled;
  }

  /**
   * Sets the flag, then runs each hook once, on this thread. A second call does nothing.
   *
   * @throws RuntimeException the first that a hook threw, after all have run; an {@link Error} too
   */
  public void cancel() {
    synchronized (mutex) {
      if (cancelled) {
        return;
      }
      cancelled = true;
    }
    Throwable first = null;
    for (Optional<Hook> hook = takeHook(); hook.isPresent(); hook = takeHook()) {
      try {
        hook.get().task.run();
      } catch (RuntimeException | Error e) {
        if (first == null) {
          first = e;
        } else if (first != e) {
          // The JVM throws one preallocated exception again and again, and it cannot suppress
          // itself.
          first.addSuppressed(e);
        }
      }
    }
    switch (first) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      case Throwable impossible -> throw new AssertionError(impossible);
    }
  }

  /** One by one: a registration that is closed while earlier hooks run is still not called. */
  private Optional<Hook> takeHook() {
    synchronized (mutex) {
      return hooks.isEmpty() ? Optional.empty() : Optional.of(hooks.removeFirst());
    }
  }

  /**
   * Has a task run at the cancellation; at once, on this thread, when that has been already.
   * Checked and entered under one mutex, so that no cancellation falls between the two.
   *
   * @param task quick, awaits nothing, and may run while its registration is being closed
   */
  public Registration onCancel(Runnable task) {
    Hook hook = new Hook(task);
    synchronized (mutex) {
      if (!cancelled) {
        hooks.add(hook);
        return hook;
      }
    }
    task.run();
    return hook;
  }

  /**
   * A cancellation that this one brings about, and that can also come alone. Close the registration
   * when it is done.
   */
  public Child child() {
    Cancellation child = new Cancellation();
    return new Child(child, onCancel(child::cancel));
  }

  /** A cancellation below another. */
  public record Child(Cancellation cancellation, Registration registration)
      implements AutoCloseable {
    @Override
    public void close() {
      registration.close();
    }
  }

  /** A hook's place; closing it makes sure that the hook is not called later. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  private final class Hook implements Registration {
    private final Runnable task;

    Hook(Runnable task) {
      this.task = task;
    }

    @Override
    public void close() {
      synchronized (mutex) {
        hooks.remove(this);
      }
    }
  }
}
