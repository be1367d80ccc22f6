package dev.leash.benchmarks;

import dev.leash.benchmarks.kit.Benchmark;
import dev.leash.benchmarks.kit.UnableException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The process's entry, which the launcher runs. Its help is among the other commands'. */
@Command(name = "leash bench")
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..1")
  private @Nullable String unknown;

  private final PrintStream out;

  private Main(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] args) {
    System.exit(
        commandLine(new PrintStream(System.out, true, StandardCharsets.UTF_8)).execute(args));
  }

  static CommandLine commandLine(PrintStream out) {
    CommandLine commandLine = new CommandLine(new Main(out));
    for (Benchmark benchmark : Benchmarks.ALL) {
      CommandLine run = new CommandLine(new Run(benchmark, out));
      // What a benchmark can be asked beyond what all of them can.
      run.getCommandSpec().addMixin("benchmark", CommandSpec.forAnnotatedObjectLenient(benchmark));
      commandLine.addSubcommand(benchmark.name(), run);
    }
    return commandLine
        .setParameterExceptionHandler((failure, _) -> usage(failure))
        .setExecutionExceptionHandler((failure, line, _) -> unable(failure, line));
  }

  @Override
  public Integer call() {
    if (unknown != null) {
      throw new ParameterException(spec.commandLine(), "There is no benchmark '" + unknown + "'");
    }
    Benchmarks.ALL.forEach(
        benchmark -> out.printf("%-10s %s%n", benchmark.name(), benchmark.about()));
    return 0;
  }

  private static int usage(ParameterException failure) {
    failure.getCommandLine().getErr().println(failure.getMessage() + "; see leash bench --help");
    return CommandLine.ExitCode.USAGE;
  }

  private static int unable(Exception failure, CommandLine line) throws Exception {
    if (failure instanceof UnableException) {
      line.getErr().println("leash bench: " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    throw failure;
  }
}
