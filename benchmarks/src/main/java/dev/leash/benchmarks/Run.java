package dev.leash.benchmarks;

import dev.leash.benchmarks.kit.Benchmark;
import dev.leash.benchmarks.kit.Workbench;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a benchmark, and says by which command it was run. */
@Command
final class Run implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--rounds")
  private @Nullable Integer rounds;

  private final Benchmark benchmark;
  private final PrintStream out;

  Run(Benchmark benchmark, PrintStream out) {
    this.benchmark = benchmark;
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    benchmark.run(workbench());
    out.println();
    out.println("Measured by: ./leash bench " + arguments());
    return 0;
  }

  private String arguments() {
    return String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
  }

  private Workbench workbench() {
    try {
      return new Workbench(
          Path.of(System.getProperty("leash.launcher", "leash")),
          rounds == null ? OptionalInt.empty() : OptionalInt.of(rounds),
          out);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }
}
