package dev.leash.bootstrap.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stands in the help for what the launcher does itself, as {@link TestCommand} does. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Runs the long forms of the proofs on the real daemon, and reports what was met.",
      "Then it does what leash simulate and leash stress do, and the long crash laboratory.",
      "The short forms are among the tests. Exit code 0 only if every promise held."
    },
    footer = {
      "",
      "A failure names its seed and its number.",
      "",
      "Examples:",
      "  leash soak",
      "  leash soak --races 2000 --kills 0",
      "  leash soak --seed 194897699"
    })
final class SoakCommand implements Runnable {
  @Option(
      names = "--races",
      paramLabel = "N",
      description = "How often the end of a session races downloads (default: ${DEFAULT-VALUE}).")
  private int races = 10_000;

  @Option(
      names = "--kills",
      paramLabel = "N",
      description = "How often the daemon is killed and started again (default: ${DEFAULT-VALUE}).")
  private int kills = 200;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many stories the simulator plays, 0 for none (default: ${DEFAULT-VALUE}).")
  private int seeds = 100_000;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "What random choices are drawn from (default: another each time).")
  private long seed;

  @Override
  public void run() {
    throw new IllegalStateException(
        "the launcher runs it: ./leash soak --races %d --kills %d --seeds %d --seed %d"
            .formatted(races, kills, seeds, seed));
  }
}
