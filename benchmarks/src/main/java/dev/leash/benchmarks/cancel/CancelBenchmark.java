package dev.leash.benchmarks.cancel;

import dev.leash.benchmarks.kit.Benchmark;
import dev.leash.benchmarks.kit.DaemonProcess;
import dev.leash.benchmarks.kit.Machine;
import dev.leash.benchmarks.kit.Table;
import dev.leash.benchmarks.kit.Workbench;
import dev.leash.bootstrap.client.RpcException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Measures how soon a new session has ended what the one before it was doing. */
public final class CancelBenchmark implements Benchmark {
  private static final int ROUNDS = 200;
  private static final int ROUNDS_OF_FIFTY = 40;
  private static final int AT_ONCE = 50;
  private static final int ROUNDS_UNDER_LOAD = 100;

  @Override
  public String name() {
    return "cancel";
  }

  @Override
  public String about() {
    return "how soon a new session has ended the downloads of the one before, in some minutes";
  }

  @Override
  public void run(Workbench workbench) throws IOException, RpcException, InterruptedException {
    try (DaemonProcess daemon = DaemonProcess.start(workbench.launcher());
        Origin origin = new Origin();
        Page page = new Page(daemon, "main")) {
      Machine.print(workbench.out(), daemon.root());
      workbench
          .out()
          .println(
              "Milliseconds from the writing of begin_session on. Aims, each column: one download"
                  + " median < 5, p99 < 25; 50 at once < 50.");
      Rounds rounds = new Rounds(page, origin);
      oneAtATime(workbench, rounds);
      manyAtOnce(workbench, rounds);
      StagedFiles.measure(workbench, daemon);
      underLoad(workbench, rounds, daemon);
    }
  }

  private static void oneAtATime(Workbench workbench, Rounds rounds)
      throws IOException, RpcException, InterruptedException {
    Table table = new Table(workbench.out(), "One download", Times.COLUMNS);
    // What a user meets who refreshes right after the app's start.
    table.row("the first after the start", rounds.run(1, List.of(Conduct.FLOWING)).columns(), "");
    for (Conduct conduct : Conduct.values()) {
      Times times = warm(rounds, workbench.rounds(ROUNDS), List.of(conduct));
      table.row(conduct.shown(), times.columns(), Aim.ONE.verdict(times.columns()));
    }
  }

  private static void manyAtOnce(Workbench workbench, Rounds rounds)
      throws IOException, RpcException, InterruptedException {
    Table table = new Table(workbench.out(), AT_ONCE + " downloads, until the last", Times.COLUMNS);
    int count = workbench.rounds(ROUNDS_OF_FIFTY);
    Times all = warm(rounds, count, fiftyOf(List.of(Conduct.values())));
    table.row("of all kinds", all.columns(), Aim.FIFTY.verdict(all.columns()));
    // At full speed, both sides of ten downloads want the cores at the same time.
    List<Conduct> quiet =
        Stream.of(Conduct.values()).filter(conduct -> conduct != Conduct.FLOWING).toList();
    Times some = warm(rounds, count, fiftyOf(quiet));
    table.row("of all but the flowing", some.columns(), Aim.FIFTY.verdict(some.columns()));
  }

  /** Those that flow come last: until all are where they should be, they write to the disk. */
  private static List<Conduct> fiftyOf(List<Conduct> kinds) {
    return Stream.generate(() -> kinds)
        .flatMap(List::stream)
        .limit(AT_ONCE)
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  private static void underLoad(Workbench workbench, Rounds rounds, DaemonProcess daemon)
      throws IOException, RpcException, InterruptedException {
    Table table =
        new Table(
            workbench.out(),
            "One download, while " + Load.DOWNLOADS + " of another scope run at full speed",
            Times.COLUMNS);
    try (Load load = new Load(daemon)) {
      load.start();
      for (Conduct conduct : List.of(Conduct.FLOWING, Conduct.STALLED)) {
        Times times = warm(rounds, workbench.rounds(ROUNDS_UNDER_LOAD), List.of(conduct));
        table.row(conduct.shown(), times.columns(), "");
      }
      load.print(workbench.out());
    }
  }

  private static Times warm(Rounds rounds, int count, List<Conduct> conducts)
      throws IOException, RpcException, InterruptedException {
    rounds.run(Workbench.warmUp(count), conducts);
    return rounds.run(count, conducts);
  }
}
