package dev.leash.bootstrap.cli;

import picocli.CommandLine.Command;

/** Stands in the help for what the launcher does itself, before there is anything to start. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = "Builds everything and runs all the project's tests.",
    footer = {"", "Arguments go to Maven. Examples:", "  leash test", "  leash test -pl domain"})
final class TestCommand implements Runnable {
  @Override
  public void run() {
    throw new IllegalStateException("the launcher runs the tests: ./leash test");
  }
}
