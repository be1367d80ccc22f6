package dev.leash.bootstrap.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stands in the help for what the launcher does itself, as {@link TestCommand} does. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Plays stories in the simulator, each drawn from a seed.",
      "Pages begin sessions, call for downloads, pause, cancel and go away.",
      "Ports fail and hang; the daemon is killed and started again.",
      "Exit code 0 only if every promise held. Else the story is told,",
      "shrunk to little more than what it takes."
    },
    footer = {
      "",
      "A story of the same sources is the same each time. Its name is its seed, as 4711; or",
      "the seed, the schedule and the actions that are not left out, as 4711/3:0.2.5.",
      "",
      "Examples:",
      "  leash simulate",
      "  leash simulate --seeds 1000000",
      "  leash simulate --story 4711"
    })
final class SimulateCommand implements Runnable {
  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many stories are played, at least 1 (default: ${DEFAULT-VALUE}).")
  private int seeds = 10_000;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "The first one's seed (default: another each time).")
  private long seed;

  @Option(
      names = "--story",
      paramLabel = "ID",
      description = "Plays this story alone, and tells what happens in it.")
  private String story = "";

  @Override
  public void run() {
    throw new IllegalStateException(
        "the launcher runs it: ./leash simulate --seeds %d --seed %d --story %s"
            .formatted(seeds, seed, story));
  }
}
