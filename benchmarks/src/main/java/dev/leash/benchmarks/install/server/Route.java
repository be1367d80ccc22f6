package dev.leash.benchmarks.install.server;

/** On which way the archives come. */
public enum Route {
  /** As fast as the loopback is. */
  PLAIN,
  /** Each connection gets 50 MiB/s. */
  LIMITED,
  /** A link of 1 Gbit/s and 20 ms. */
  LINK,
  /** The same, from a server that serves no ranges. */
  LINK_WITHOUT_RANGES;

  public boolean isLink() {
    return this == LINK || this == LINK_WITHOUT_RANGES;
  }
}
