package dev.leash.bootstrap.cli;

import picocli.CommandLine.Command;

/** Stands in the help for what the launcher runs as another program, which starts the daemon. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the daemon.",
      "Without a name: says which benchmarks there are. The first call builds them."
    },
    footer = {
      "",
      "Examples:",
      "  leash bench",
      "  leash bench cancel",
      "  leash bench cancel --rounds 20"
    })
final class BenchCommand implements Runnable {
  @Override
  public void run() {
    throw new IllegalStateException("the launcher runs the benchmarks: ./leash bench");
  }
}
