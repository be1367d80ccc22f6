package dev.leash.domain.port;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells those who work on a download that it is over. Cancellation is pushed: the hooks close from
 * outside what a worker waits on. Threads are never interrupted, because an interrupt closes a
 * shared {@code FileChannel} for all its users. Safe for use by several threads.
 */
public final class Cancellation {
  private final Object mutex = new Object();

  // Guarded by mutex.
  private Set<Hook> hooks = new LinkedHashSet<>();
  private volatile boolean cancelled;

  public boolean isCancelled() {
    return cancelled;
  }

  /**
   * Sets the flag, then runs each hook once, on this thread. A second call does nothing.
   *
   * @throws RuntimeException the first that a hook threw, after all have run
   */
  public void cancel() {
    List<Hook> taken;
    synchronized (mutex) {
      cancelled = true;
      taken = new ArrayList<>(hooks);
      hooks = new LinkedHashSet<>();
    }
    RuntimeException first = null;
    for (Hook hook : taken) {
      try {
        hook.task.run();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
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
