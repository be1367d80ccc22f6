package dev.leash.http;

import dev.leash.domain.port.Transfer.Listener;

/** Tells the listener how many of an attempt's connections are open. Safe for several threads. */
final class Connections {
  private final Listener listener;

  // Guarded by this, and told under it, so that the last word is the last count.
  private int open;

  Connections(Listener listener) {
    this.listener = listener;
  }

  synchronized void opened() {
    open++;
    listener.connected(open);
  }

  synchronized void closed() {
    open--;
    listener.connected(open);
  }
}
