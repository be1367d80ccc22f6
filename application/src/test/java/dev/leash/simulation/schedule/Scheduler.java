package dev.leash.simulation.schedule;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on virtual threads, one at a time, and has an order say which one goes on: so the same
 * order makes the same run. A task goes on until it waits, ends, or comes to a {@link #step} at
 * which another one is drawn.
 *
 * <p>What a task waits for must be brought about by another task. Only the thread that made it, and
 * the tasks, may use it.
 */
public final class Scheduler {
  /** Far more than any story takes: one that takes more does not come to an end. */
  private static final int MOST_STEPS = 2_000_000;

  /** A lock of the JDK's own is held for microseconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How many of the last switches are remembered. */
  private static final int STANDS = 8;

  private final Order order;
  private final Thread runner = Thread.currentThread();
  private final Monitors monitors = new Monitors(this);
  private final List<Task> ready = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<Task> idle = new ArrayList<>();
  private final List<Task> alive = new ArrayList<>();
  private @Nullable Task current;
  private @Nullable Throwable fault;
  private final Deque<Stand> stands = new ArrayDeque<>();
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

  /** Tasks that can be ended all at once, as a process can. */
  public static final class Group {
    private final String name;
    private boolean dead;

    public Group(String name) {
      this.name = name;
    }

    public boolean isDead() {
      return dead;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Its thread's executor, too: whatever makes the thread runnable makes this ready. */
  final class Task extends Order.Rank implements Executor {
    private final String name;
    private final Group group;
    private final Thread thread;
    private final BlockingQueue<Runnable> unblocked = new LinkedBlockingQueue<>();
    private @Nullable Runnable continuation;
    private boolean isReady;
    private final List<String> sites = new ArrayList<>();

    private Task(String name, Group group, Runnable work) {
      this.name = name;
      this.group = group;
      this.thread = VirtualThreads.unstarted(name, this, () -> run(work));
    }

    private void run(Runnable work) {
      try {
        work.run();
      } catch (RuntimeException | Error e) {
        fault = fault == null ? e : fault;
      } finally {
        alive.remove(this);
      }
    }

    @Override
    public void execute(Runnable next) {
      if (isStranger(Thread.currentThread())) {
        // It has waited for a lock of the JDK's own, which a thread of the JDK's held.
        unblocked.add(next);
      } else if (!group.dead) {
        continuation = next;
        isReady = true;
        ready.add(this);
      }
    }

    /** As if it had not waited, because no seed knows when it will. */
    private void goOnUnlessReady() {
      while (!isReady && isBlocked(thread.getState())) {
        try {
          Runnable next = unblocked.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
          if (next == null) {
            throw new IllegalStateException(name + " waits for a lock that is not simulated");
          }
          next.run();
        } catch (InterruptedException e) {
          throw new IllegalStateException("interrupted", e);
        }
      }
    }

    private static boolean isBlocked(Thread.State state) {
      return state != Thread.State.WAITING && state != Thread.State.TERMINATED;
    }

    Monitors monitors() {
      return monitors;
    }

    /** Whether the monitor that it entered last was entered there. */
    boolean isGuardedBy(String site) {
      return !sites.isEmpty() && sites.getLast().equals(site);
    }

    void entered(String site) {
      sites.add(site);
    }

    void left() {
      sites.removeLast();
    }
  }

  public Scheduler(Order order) {
    this.order = order;
  }

  /** Starts a task, which runs when it is drawn; of a dead group it never is. */
  public void spawn(String name, Group group, Runnable work) {
    if (group.dead) {
      return;
    }
    Task task = new Task(name, group, work);
    alive.add(task);
    task.thread.start();
  }

  /** Lets another task go on here, in such a source, if the order will have it so. */
  @SuppressWarnings("ThreadPriorityCheck") // The thread scheduler is this one.
  public void step(String site) {
    Task task = current;
    if (task != null && isSwitch(task, site)) {
      stands.addLast(new Stand(task.name, site));
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
    return order.isSwitch(task, site);
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
    group.dead = true;
    ready.removeIf(task -> task.group == group);
    waiting.removeIf(one -> one.task.group == group);
    idle.removeIf(task -> task.group == group);
    alive.removeIf(task -> task.group == group);
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
        runOne(ready.remove(order.next(ready)));
      }
    } finally {
      Steps.use(null);
    }
    throwFault();
    return stopped ? List.of() : alive.stream().map(task -> task.name).toList();
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
      woken.forEach(task -> LockSupport.unpark(task.thread));
    }
    return !ready.isEmpty();
  }

  private void wakeWaiting() {
    for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
      Waiting one = all.next();
      if (one.condition.getAsBoolean()) {
        all.remove();
        LockSupport.unpark(one.task.thread);
      }
    }
  }

  private void runOne(Task task) {
    Runnable next = task.continuation;
    if (next == null) {
      throw new IllegalStateException(task.name + " is ready for nothing");
    }
    current = task;
    task.isReady = false;
    try {
      next.run();
      task.goOnUnlessReady();
    } finally {
      current = null;
    }
  }

  private boolean isStranger(Thread thread) {
    return !thread.isVirtual() && thread != runner;
  }

  private void throwFault() {
    switch (fault) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      case Throwable impossible -> throw new AssertionError(impossible);
    }
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

  void unpark(Task task) {
    LockSupport.unpark(task.thread);
  }
}
