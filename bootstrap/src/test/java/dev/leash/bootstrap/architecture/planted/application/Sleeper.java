package dev.leash.bootstrap.architecture.planted.application;

import java.time.Duration;

/** Breaks: nobody sleeps. */
final class Sleeper {
  void sleep() throws InterruptedException {
    Thread.sleep(Duration.ZERO);
  }
}
