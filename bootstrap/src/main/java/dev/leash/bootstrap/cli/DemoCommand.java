package dev.leash.bootstrap.cli;

import dev.leash.bootstrap.demo.Demo;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows the main job. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Shows the main job, with no network and no other program.",
      "A page downloads and unzips, then is refreshed half-way. Exit code 0 only if every promise was seen to hold."
    },
    footer = {"", "Examples:", "  leash demo"})
final class DemoCommand implements Callable<Integer> {
  @Override
  public Integer call() throws Exception {
    return new Demo(new PrintStream(System.out, true, StandardCharsets.UTF_8)).run() ? 0 : 1;
  }
}
