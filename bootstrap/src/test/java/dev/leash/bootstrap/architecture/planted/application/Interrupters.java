package dev.leash.bootstrap.architecture.planted.application;

import java.util.concurrent.ExecutorService;

/** Breaks: nobody shuts threads down by interrupting them. */
record Interrupters(ExecutorService others) {
  void stop() {
    others.shutdownNow();
  }
}
