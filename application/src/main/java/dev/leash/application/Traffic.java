package dev.leash.application;

import java.util.concurrent.atomic.LongAdder;

/** What all downloads have received since the start. Safe for use by several threads. */
final class Traffic {
  private final LongAdder receivedBytes = new LongAdder();

  void received(long bytes) {
    receivedBytes.add(bytes);
  }

  long receivedBytes() {
    return receivedBytes.sum();
  }
}
