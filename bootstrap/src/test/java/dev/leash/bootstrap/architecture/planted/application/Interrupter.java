package dev.leash.bootstrap.architecture.planted.application;

/** Breaks: nobody interrupts others. */
record Interrupter(Thread other) {
  void stop() {
    other.interrupt();
  }
}
