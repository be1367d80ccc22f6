package dev.leash.bootstrap;

import dev.leash.bootstrap.cli.LeashCommand;

/** The process's entry. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(LeashCommand.run(args));
  }
}
