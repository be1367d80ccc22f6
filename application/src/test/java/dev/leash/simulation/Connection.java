package dev.leash.simulation;

/** A connection to a server: open until somebody closes it. */
final class Connection {
  private final Watched of;
  private boolean closed;

  Connection(Watched of) {
    this.of = of;
  }

  /** Unless it was closed before. */
  void open() {
    if (!closed) {
      of.opened(this);
    }
  }

  void close() {
    closed = true;
    of.closed(this);
  }

  boolean isClosed() {
    return closed;
  }
}
