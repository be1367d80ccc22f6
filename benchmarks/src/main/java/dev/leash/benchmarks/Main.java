package dev.leash.benchmarks;

import dev.leash.benchmarks.kit.Benchmark;
import dev.leash.benchmarks.kit.Workbench;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The process's entry, which the launcher runs. Its help is among the other commands'. */
@Command(name = "leash bench")
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..1")
  private @Nullable String name;

  @Option(names = "--rounds")
  private @Nullable Integer rounds;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private Main() {}

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Main())
            .setParameterExceptionHandler((failure, _) -> usage(failure))
            .execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (name == null) {
      Benchmarks.ALL.forEach(
          benchmark -> out.printf("%-10s %s%n", benchmark.name(), benchmark.about()));
      return 0;
    }
    Benchmark benchmark =
        Benchmarks.named(name).orElseThrow(() -> refused("There is no benchmark '" + name + "'"));
    benchmark.run(workbench());
    return 0;
  }

  private Workbench workbench() {
    try {
      return new Workbench(
          Path.of(System.getProperty("leash.launcher", "leash")),
          rounds == null ? OptionalInt.empty() : OptionalInt.of(rounds),
          out);
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private static int usage(ParameterException failure) {
    failure.getCommandLine().getErr().println(failure.getMessage() + "; see leash bench --help");
    return CommandLine.ExitCode.USAGE;
  }

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
