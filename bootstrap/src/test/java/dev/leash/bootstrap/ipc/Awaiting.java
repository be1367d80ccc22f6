package dev.leash.bootstrap.ipc;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;

/** Waits for what cannot be listened to, by looking again and again. */
final class Awaiting {
  /** A bound for failures alone. */
  private static final Duration PATIENCE = TestClient.PATIENCE;

  private Awaiting() {}

  /** Looks until it holds. */
  static void until(String what, Callable<Boolean> holds) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.call()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("never: " + what);
      }
      Thread.onSpinWait();
    }
  }

  /** Whether a thread of this virtual machine waits in a method of that class. */
  static boolean isThreadWaitingIn(String type, String method) {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getState() == Thread.State.WAITING)
        .flatMap(thread -> Arrays.stream(thread.getValue()))
        .anyMatch(
            frame -> frame.getClassName().equals(type) && frame.getMethodName().equals(method));
  }

  /** Waits until a thread of this virtual machine is in a method of that class. */
  static void threadIn(String type, String method) throws Exception {
    until(
        "a thread in " + type + "." + method,
        () ->
            Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame ->
                    frame.getClassName().equals(type) && frame.getMethodName().equals(method)));
  }
}
