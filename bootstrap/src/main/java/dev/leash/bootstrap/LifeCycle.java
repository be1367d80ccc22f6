package dev.leash.bootstrap;

import dev.leash.application.Faults;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Stops what was started, in reverse; one step that fails does not keep the others from being
 * taken. Safe for use by several threads.
 */
final class LifeCycle {
  private record Stop(String name, Step step) {}

  /** How something is stopped. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  private final Deque<Stop> stops = new ArrayDeque<>();

  /** Notes how to stop what has just been started. */
  synchronized void onStop(String name, Step step) {
    stops.push(new Stop(name, step));
  }

  /** Stops everything; a second call does nothing, after the first has come to its end. */
  synchronized void stop(Faults faults) {
    while (!stops.isEmpty()) {
      take(stops.pop(), faults);
    }
  }

  /** Whatever happens: an error, too, as where memory is out, must leave no lock behind. */
  private static void take(Stop stop, Faults faults) {
    try {
      stop.step().run();
    } catch (Exception | Error e) {
      report(faults, "stopping " + stop.name(), e);
    }
  }

  private static void report(Faults faults, String doing, Throwable fault) {
    try {
      faults.report(doing, fault);
    } catch (RuntimeException | Error e) {
      // There is nobody else to tell, and steps to take.
    }
  }
}
