package dev.leash.bootstrap.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What was promised, and whether it was seen to hold. */
final class Findings {
  private record Finding(String promise, String seen, boolean holds) {}

  private final List<Finding> findings = new ArrayList<>();

  void add(String promise, boolean holds, String seen) {
    findings.add(new Finding(promise, seen, holds));
  }

  boolean allHold() {
    return findings.stream().allMatch(Finding::holds);
  }

  void print(PrintStream out) {
    for (Finding finding : findings) {
      out.println((finding.holds() ? "  held    " : "  BROKEN  ") + finding.promise());
      out.println("          " + finding.seen());
    }
  }
}
