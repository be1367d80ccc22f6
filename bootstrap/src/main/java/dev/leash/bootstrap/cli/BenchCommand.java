package dev.leash.bootstrap.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stands in the help for what the launcher runs as another program, which starts the daemon. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
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
  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which benchmark.")
  private @Nullable String name;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "At most so many rounds of each measurement, for a quicker look.")
  private @Nullable Integer rounds;

  @Override
  public void run() {
    throw new IllegalStateException(
        "the launcher runs the benchmarks: ./leash bench %s --rounds %s".formatted(name, rounds));
  }
}
