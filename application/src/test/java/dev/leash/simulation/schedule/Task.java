package dev.leash.simulation.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a scheduler runs, on a virtual thread of its own, whose executor it is too: whatever makes
 * the thread runnable makes this ready.
 */
final class Task extends Turns.Turn implements Executor {
  /** A lock of the JDK's own is held for microseconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Scheduler scheduler;
  private final String name;
  private final String lineage;
  private final Group group;
  private final Thread thread;
  private final BlockingQueue<Runnable> unblocked = new LinkedBlockingQueue<>();
  private final List<String> sites = new ArrayList<>();
  private final Map<String, Integer> children = new HashMap<>();
  private @Nullable Runnable continuation;
  private boolean isReady;

  /** What it is called, among which others, and where it comes from. */
  record Label(String name, String lineage, Group group) {}

  Task(Scheduler scheduler, Turns turns, Label label, Runnable work) {
    super(turns, label.lineage());
    this.scheduler = scheduler;
    this.name = label.name();
    this.lineage = label.lineage();
    this.group = label.group();
    this.thread = VirtualThreads.unstarted(name, this, work);
  }

  void start() {
    thread.start();
  }

  boolean isOf(Group other) {
    return group == other;
  }

  /** Of the next task of that name that this one starts. */
  String nextLineage(String child) {
    return lineage + "/" + child + " " + children.merge(child, 1, Integer::sum);
  }

  @Override
  public void execute(Runnable next) {
    if (scheduler.isStranger(Thread.currentThread())) {
      // It has waited for a lock of the JDK's own, which a thread of the JDK's held.
      unblocked.add(next);
    } else if (!group.isDead()) {
      continuation = next;
      isReady = true;
      scheduler.ready(this);
    }
  }

  void unpark() {
    LockSupport.unpark(thread);
  }

  /** Until it waits, ends or lets another one go on. */
  void goOn() {
    Runnable next = continuation;
    if (next == null) {
      throw new IllegalStateException(name + " is ready for nothing");
    }
    isReady = false;
    next.run();
    goOnUnlessReady();
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
    return scheduler.monitors();
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

  @Override
  public String toString() {
    return name;
  }
}
