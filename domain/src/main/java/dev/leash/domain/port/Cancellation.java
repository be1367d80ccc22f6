package dev.leash.domain.port;

import java.util.LinkedHashSet;
import java.util.List;

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
   * Sets the flag and runs each hook, on this thread; when it returns, all have run. Where two
   * cancel at the same moment, neither waits for the other, so a hook may run on both: the one that
   * came first may be a worker, which may not get on just when the control side needs its
   * connection closed.
   *
   * @throws RuntimeException the first that a hook threw, after all have run; an {@link Error} too
   */
  public void cancel() {
    Throwable first = null;
    for (Hook hook : begin()) {
      try {
        runIfOpen(hook);
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

  /** From here on no hook is added. */
  private List<Hook> begin() {
    synchronized (mutex) {
      cancelled = true;
      return List.copyOf(hooks);
    }
  }

  /** A registration that is closed while earlier hooks run is not called any more. */
  private void runIfOpen(Hook hook) {
    synchronized (mutex) {
      if (!hooks.contains(hook)) {
        return;
      }
    }
    try {
      hook.task.run();
    } finally {
      // Not before it has run: whoever cancels meanwhile must not find it done.
      hook.close();
    }
  }

  /**
   * Has a task run at the cancellation; at once, on this thread, when that has been already.
   * Checked and entered under one mutex, so that no cancellation falls between the two.
   *
   * @param task quick, awaits nothing, does nothing when it runs again, does not cancel this one,
   *     and may run while its registration is being closed
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
