package dev.leash.bootstrap.cli;

/** The process's entry. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(LeashCommand.run(args));
  }
}
