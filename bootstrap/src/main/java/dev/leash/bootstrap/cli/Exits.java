package dev.leash.bootstrap.cli;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends the process cleanly when a signal tells it to: on SIGTERM or SIGINT the virtual machine runs
 * its shutdown hooks and would then exit with 128 + the signal's number, whatever they do; halting
 * in the hook gives the exit code that we mean.
 */
final class Exits {
  private final AtomicBoolean over = new AtomicBoolean();

  private Exits() {}

  /**
   * Has a task run when a signal ends the process.
   *
   * @param code the exit code then
   */
  static Exits onSignal(int code, Runnable task) {
    Exits exits = new Exits();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().name("shutdown").unstarted(() -> exits.end(code, task)));
    return exits;
  }

  /** The command has come to its own end, with an exit code of its own. */
  void over() {
    over.set(true);
  }

  private void end(int code, Runnable task) {
    if (over.compareAndSet(false, true)) {
      task.run();
      Runtime.getRuntime().halt(code);
    }
  }
}
