package dev.leash.benchmarks.install;

import java.io.IOException;

/** One that installs, and is measured. */
interface Contender {
  String shown();

  /** Whether there is a tree afterwards. */
  default boolean installs() {
    return true;
  }

  /** What goes before each round, unmeasured. */
  default void before() throws IOException {}

  /** What is measured. */
  void install(Job job) throws IOException, InterruptedException;

  /** What comes after each round, unmeasured, whatever came of it. */
  default void after() throws IOException {}
}
