package dev.leash.application;

/** Whether calls that start something are still let in. Safe for use by several threads. */
final class Door {
  private volatile boolean closed;

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
  }
}
