package dev.leash.bootstrap.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stands in the help for what the launcher does itself, as {@link TestCommand} does. */
@Command(
    name = "stress",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Races the smallest pieces of the fence with jcstress, and reports what came of each.",
      "Then it races copies with planted leaks, which must be seen.",
      "Exit code 0 only if nothing forbidden came of the sound ones, and every leak was seen."
    },
    footer = {
      "",
      "The first call builds it. The logs and reports are in stress/target.",
      "",
      "Examples:",
      "  leash stress",
      "  leash stress --time 600"
    })
final class StressCommand implements Runnable {
  @Option(
      names = "--time",
      paramLabel = "SECONDS",
      description = "How long the sound ones race, starts not counted (default: ${DEFAULT-VALUE}).")
  private int time = 45;

  @Override
  public void run() {
    throw new IllegalStateException("the launcher runs it: ./leash stress --time " + time);
  }
}
