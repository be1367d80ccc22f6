package dev.leash.simulation.schedule;

import org.jspecify.annotations.Nullable;

/**
 * What woven code calls, see {@link Weaver}. Off a simulation's tasks it does nothing: whoever
 * builds a world is alone.
 */
public final class Steps {
  private static @Nullable Scheduler scheduler;

  private Steps() {}

  /** Until {@link #letGo}: two at once would step on each other's threads. */
  static void use(Scheduler one) {
    if (scheduler != null) {
      throw new IllegalStateException("another simulation is running in this JVM");
    }
    scheduler = one;
  }

  static void letGo() {
    scheduler = null;
  }

  /** Before something that other threads may see, or bring about. */
  public static void shared(String site) {
    Scheduler now = scheduler;
    if (now != null) {
      now.step(site);
    }
  }

  /** At a field that no declaration makes safe, in such a source. */
  public static void unguarded(String site) {
    Task task = task();
    if (task != null && !task.isGuardedBy(site)) {
      shared(site);
    }
  }

  public static void enter(Object object, String site) {
    shared(site);
    Task task = task();
    if (task != null) {
      task.monitors().enter(task, object, site);
    }
  }

  public static void exit(Object object) {
    Task task = task();
    if (task != null) {
      task.monitors().exit(task, object);
    }
  }

  public static void await(Object object) {
    Task task = task();
    if (task != null) {
      task.monitors().await(task, object);
    }
  }

  public static void notifyAll(Object object) {
    Task task = task();
    if (task != null) {
      task.monitors().notifyAll(task, object);
    }
  }

  private static @Nullable Task task() {
    Scheduler now = scheduler;
    return now == null ? null : now.current();
  }
}
