package dev.leash.benchmarks.install.server;

/** A link as to a server far away, emulated. */
final class Link {
  static final long BITS_PER_SECOND = 1_000_000_000;

  /** There and back. */
  static final int ROUND_TRIP_MILLIS = 20;

  private Link() {}
}
