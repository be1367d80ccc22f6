package dev.leash.simulation.schedule;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The monitors of a simulation, in place of the JDK's: who waits for one of those is woken by a
 * thread of the JDK's own, at a moment that no seed knows.
 */
final class Monitors {
  private final Scheduler scheduler;
  private final IdentityHashMap<Object, Monitor> monitors = new IdentityHashMap<>();

  private static final class Monitor {
    private final List<Task> entering = new ArrayList<>();
    private final List<Task> waiting = new ArrayList<>();
    private @Nullable Task owner;
    private int depth;

    private boolean isUnused() {
      return owner == null && entering.isEmpty() && waiting.isEmpty();
    }
  }

  Monitors(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  void enter(Task task, Object object, String site) {
    Monitor monitor = monitors.computeIfAbsent(object, _ -> new Monitor());
    acquire(monitor, task);
    task.entered(site);
    monitor.depth++;
  }

  private void acquire(Monitor monitor, Task task) {
    while (monitor.owner != null && monitor.owner != task) {
      if (!monitor.entering.contains(task)) {
        monitor.entering.add(task);
      }
      scheduler.park();
    }
    monitor.entering.remove(task);
    monitor.owner = task;
  }

  void exit(Task task, Object object) {
    Monitor monitor = owned(task, object);
    task.left();
    if (--monitor.depth == 0) {
      release(monitor);
      if (monitor.isUnused()) {
        monitors.remove(object);
      }
    }
  }

  private void release(Monitor monitor) {
    monitor.owner = null;
    monitor.entering.forEach(Task::unpark);
  }

  /** As {@link Object#wait()}. */
  void await(Task task, Object object) {
    Monitor monitor = owned(task, object);
    int depth = monitor.depth;
    monitor.depth = 0;
    monitor.waiting.add(task);
    release(monitor);
    while (monitor.waiting.contains(task)) {
      scheduler.park();
    }
    acquire(monitor, task);
    monitor.depth = depth;
  }

  /** As {@link Object#notifyAll()}. */
  void notifyAll(Task task, Object object) {
    Monitor monitor = owned(task, object);
    monitor.entering.addAll(monitor.waiting);
    monitor.waiting.forEach(Task::unpark);
    monitor.waiting.clear();
  }

  private Monitor owned(Task task, Object object) {
    Monitor monitor = monitors.get(object);
    if (monitor == null || monitor.owner != task) {
      throw new IllegalMonitorStateException();
    }
    return monitor;
  }
}
