package dev.leash.benchmarks.install.data;

import java.util.Locale;

/** How much there is of everything. */
public enum Scale {
  FULL(1),
  /** To try the benchmark itself. */
  QUICK(20);

  private final int part;

  Scale(int part) {
    this.part = part;
  }

  int of(int full) {
    return full / part;
  }

  String shown() {
    return name().toLowerCase(Locale.ROOT);
  }
}
