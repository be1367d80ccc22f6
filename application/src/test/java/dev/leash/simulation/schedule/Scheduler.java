package dev.leash.simulation.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on virtual threads, one at a time, and has it drawn whose turn it is: so the same
 * draws make the same run. A task goes on until it waits, ends, or comes to a {@link #step} at
 * which another one is drawn.
 *
 * <p>What a task waits for must be brought about by another task. Only the thread that made it, and
 * the tasks, may use it.
 */
public final class Scheduler {
  /** Far more than any story takes: one that takes more does not come to an end. */
  private static final int MOST_STEPS = 2_000_000;

  /** How many of the last switches are remembered. */
  private static final int STANDS = 8;

  private final Turns turns;
  private final Thread runner = Thread.currentThread();
  private final Monitors monitors = new Monitors(this);
  private final List<Task> ready = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<Task> idle = new ArrayList<>();
  private final List<Task> alive = new ArrayList<>();
  private final Deque<Stand> stands = new ArrayDeque<>();
  private @Nullable Task current;
  private @Nullable Throwable fault;
  private int steps;
  private boolean stopped;

  /** A task that another one has gone past, and the source in which it stood. */
  public record Stand(String task, String site) {
    @Override
    public String toString() {
      return task + " in " + site;
    }
  }

  private record Waiting(Task task, BooleanSupplier condition) {}

  public Scheduler(Turns turns) {
    this.turns = turns;
  }

  /** Starts a task, which runs when it is drawn; of a dead group it never is. */
  public void spawn(String name, Group group, Runnable work) {
    if (group.isDead()) {
      return;
    }
    Task parent = current;
    String lineage = parent == null ? name : parent.nextLineage(name);
    Task task =
        new Task(this, turns, new Task.Label(name, lineage, group), () -> runToItsEnd(work));
    alive.add(task);
    task.start();
  }

  private void runToItsEnd(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      fault = fault == null ? e : fault;
    } finally {
      alive.remove(requireCurrent());
    }
  }

  /** Lets another task go on here, in such a source, if it is so drawn. */
  @SuppressWarnings("ThreadPriorityCheck") // The thread scheduler is this one.
  public void step(String site) {
    Task task = current;
    if (task != null && isSwitch(task, site)) {
      stands.addLast(new Stand(task.toString(), site));
      if (stands.size() > STANDS) {
        stands.removeFirst();
      }
      Thread.yield();
    }
  }

  private boolean isSwitch(Task task, String site) {
    if (++steps > MOST_STEPS) {
      throw new IllegalStateException("it does not come to an end");
    }
    return turns.isSwitch(task, site);
  }

  /** Has the current task wait until something holds; it is asked between the steps of others. */
  public void await(BooleanSupplier condition) {
    Task task = requireCurrent();
    while (!condition.getAsBoolean()) {
      waiting.add(new Waiting(task, condition));
      LockSupport.park();
      waiting.removeIf(one -> one.task == task);
    }
  }

  /** Has the current task wait until no other can go on. */
  public void awaitIdle() {
    Task task = requireCurrent();
    idle.add(task);
    while (idle.contains(task)) {
      LockSupport.park();
    }
  }

  /** The last ones that stood still at a step, the newest last. */
  public List<Stand> stands() {
    return List.copyOf(stands);
  }

  /** Its tasks do nothing more, wherever they are. */
  public void kill(Group group) {
    group.die();
    ready.removeIf(task -> task.isOf(group));
    waiting.removeIf(one -> one.task.isOf(group));
    idle.removeIf(task -> task.isOf(group));
    alive.removeIf(task -> task.isOf(group));
  }

  /** Leaves all tasks where they are; {@link #run} returns at the next switch. */
  public void stop() {
    stopped = true;
  }

  /**
   * Runs until every task has ended, or it is stopped.
   *
   * @param onIdle called each time that no task can go on, before those are woken that wait for it
   * @return the names of the tasks that wait for what never comes
   * @throws RuntimeException that a task threw; an {@link Error}, too
   */
  public List<String> run(Runnable onIdle) {
    Steps.use(this);
    try {
      while (!stopped && fault == null && hasNext(onIdle)) {
        runOne(ready.remove(turns.next(ready)));
      }
    } finally {
      Steps.letGo();
    }
    throwFault();
    return stopped ? List.of() : alive.stream().map(Task::toString).toList();
  }

  private boolean hasNext(Runnable onIdle) {
    wakeWaiting();
    if (ready.isEmpty()) {
      onIdle.run();
      wakeWaiting();
    }
    if (ready.isEmpty() && !idle.isEmpty() && !stopped) {
      List<Task> woken = List.copyOf(idle);
      idle.clear();
      woken.forEach(Task::unpark);
    }
    return !ready.isEmpty();
  }

  private void wakeWaiting() {
    for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
      Waiting one = all.next();
      if (one.condition.getAsBoolean()) {
        all.remove();
        one.task.unpark();
      }
    }
  }

  private void runOne(Task task) {
    current = task;
    try {
      task.goOn();
    } finally {
      current = null;
    }
  }

  private void throwFault() {
    switch (fault) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      case Throwable impossible -> throw new AssertionError(impossible);
    }
  }

  void ready(Task task) {
    ready.add(task);
  }

  boolean isStranger(Thread thread) {
    return !thread.isVirtual() && thread != runner;
  }

  Monitors monitors() {
    return monitors;
  }

  @Nullable Task current() {
    return current;
  }

  private Task requireCurrent() {
    if (current == null) {
      throw new IllegalStateException("only a task can wait");
    }
    return current;
  }

  void park() {
    LockSupport.park();
  }
}
