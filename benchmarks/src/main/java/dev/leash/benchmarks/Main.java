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

/** The process's entry, which the launcher runs. */
@Command(
    name = "leash bench",
    mixinStandardHelpOptions = true,
    description = "Measures the daemon. Without a name: which benchmarks there are.",
    footer = {"", "Examples:", "  leash bench", "  leash bench cancel --rounds 20"})
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which benchmark.")
  private @Nullable String name;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "At most so many rounds of each measurement, for a quicker look.")
  private @Nullable Integer rounds;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private Main() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
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

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
