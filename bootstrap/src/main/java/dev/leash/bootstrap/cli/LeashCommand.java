package dev.leash.bootstrap.cli;

import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line's root. */
@Command(
    name = "leash",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Downloads archives and unzips them, on the leash of the page that asked for them.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  leash demo                     watch the main job, with no network",
      "  leash serve                    serve the socket for an app's frontend",
      "  leash get URL DIR              download and unzip once",
      "  leash call ping                ask a running daemon",
      "  leash status --watch           see what it does",
      "",
      "leash COMMAND --help tells more."
    },
    subcommands = {
      ServeCommand.class,
      GetCommand.class,
      CallCommand.class,
      StatusCommand.class,
      DemoCommand.class,
      TestCommand.class,
      SoakCommand.class,
      SimulateCommand.class,
      StressCommand.class,
      BenchCommand.class
    })
public final class LeashCommand implements Runnable {
  /** Wrong usage, or a daemon that cannot start. */
  static final int USAGE = 2;

  @Spec private CommandSpec spec = CommandSpec.create();

  private LeashCommand() {}

  /**
   * Runs a command.
   *
   * @return the process's exit code
   */
  public static int run(String... args) {
    return new CommandLine(new LeashCommand())
        .setParameterExceptionHandler((failure, _) -> usage(failure))
        .setExecutionExceptionHandler((failure, command, _) -> failed(failure, command))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Long.class, text -> number(text, Long::valueOf))
        .registerConverter(int.class, text -> number(text, Integer::valueOf))
        .registerConverter(Integer.class, text -> number(text, Integer::valueOf))
        .execute(args);
  }

  private static <N> N number(String text, Function<String, N> of) {
    try {
      return of.apply(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("a whole number is needed, not '" + text + "'");
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing");
  }

  private static int usage(ParameterException failure) {
    String name = failure.getCommandLine().getCommandSpec().qualifiedName();
    String message = message(failure);
    String ending =
        meant(failure).map(option -> "; did you mean '" + option + "'? See ").orElse("; see ");
    failure.getCommandLine().getErr().println(message + ending + name + " --help");
    return USAGE;
  }

  /** Of an unknown option its own name alone: what follows it may be its value. */
  private static String message(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched
        && unmatched.getUnmatched().getFirst().startsWith("-")) {
      return "Unknown option: '" + unmatched.getUnmatched().getFirst() + "'";
    }
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  /** What an unknown option or command was most likely meant to be. */
  private static Optional<String> meant(ParameterException failure) {
    if (!(failure instanceof UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    String given = unmatched.getUnmatched().getFirst().split("=", 2)[0];
    CommandSpec command = unmatched.getCommandLine().getCommandSpec();
    return Nearest.to(
        given,
        given.startsWith("-") ? command.optionsMap().keySet() : command.subcommands().keySet());
  }

  private static int failed(Exception failure, CommandLine command) {
    command
        .getErr()
        .println(failure.getMessage() == null ? failure.toString() : failure.getMessage());
    return 1;
  }
}
