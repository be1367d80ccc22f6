package dev.leash.benchmarks.kit;

import dev.leash.bootstrap.client.RpcException;
import java.io.IOException;

/** A measurement that can be asked for by its name. */
public interface Benchmark {
  String name();

  /** What it measures, in a line. */
  String about();

  /** Measures, and prints what was measured. */
  void run(Workbench workbench) throws IOException, RpcException, InterruptedException;
}
