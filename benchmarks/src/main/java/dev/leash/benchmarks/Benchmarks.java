package dev.leash.benchmarks;

import dev.leash.benchmarks.cancel.CancelBenchmark;
import dev.leash.benchmarks.install.InstallBenchmark;
import dev.leash.benchmarks.kit.Benchmark;
import java.util.List;
import java.util.Optional;

/** All benchmarks that there are. */
final class Benchmarks {
  static final List<Benchmark> ALL = List.of(new CancelBenchmark(), new InstallBenchmark());

  private Benchmarks() {}

  static Optional<Benchmark> named(String name) {
    return ALL.stream().filter(benchmark -> benchmark.name().equals(name)).findFirst();
  }
}
