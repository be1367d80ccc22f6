package dev.leash.benchmarks.install;

import dev.leash.benchmarks.install.data.DataFolder;
import dev.leash.benchmarks.install.server.Servers;
import dev.leash.benchmarks.kit.Benchmark;
import dev.leash.benchmarks.kit.Cleanup;
import dev.leash.benchmarks.kit.Machine;
import dev.leash.benchmarks.kit.Workbench;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Mixin;

/** Measures whole installations, beside what people use instead. */
public final class InstallBenchmark implements Benchmark {
  private static final int ROUNDS = 5;

  @Mixin private final InstallOptions options = new InstallOptions();

  @Override
  public String name() {
    return "install";
  }

  @Override
  public String about() {
    return "how long it takes from the URL to the tree, beside what people use instead";
  }

  @Override
  public void run(Workbench workbench) throws IOException, InterruptedException {
    PrintStream out = workbench.out();
    Servers.check();
    Path dir = Files.createDirectories(options.dir());
    Machine.print(out, dir);
    DataFolder data = DataFolder.open(options.data(), options.scale(), out);
    List<Case> cases = prepare(data, out);
    try (Cleanup cleanup = new Cleanup()) {
      Trees trees = Trees.in(dir, cleanup);
      Servers servers = Servers.start(cleanup, data.folder());
      if (cases.stream().anyMatch(each -> each.route().isLink())) {
        servers.openLink(out);
      }
      CaseRun run = new CaseRun(cleanup, data, servers, trees);
      measure(run, cases, workbench);
    }
  }

  /** Before anything is measured: the disk has much to do afterwards. */
  private List<Case> prepare(DataFolder data, PrintStream out) throws IOException {
    Arrays.stream(Peer.values())
        .filter(peer -> !peer.missing().isEmpty())
        .forEach(peer ->
            out.printf(
                "Without '%s': %s not on the PATH.%n",
                peer.shown(), String.join(" and ", peer.missing())));
    List<Case> possible = new ArrayList<>();
    for (Case each : options.cases()) {
      if (each.payload().isPossible()) {
        var _ = data.prepare(each.payload());
        possible.add(each);
      } else {
        out.printf("Without %s: there is no zstd to make its archive.%n", each.shown());
      }
    }
    return possible;
  }

  private void measure(CaseRun run, List<Case> cases, Workbench workbench)
      throws IOException, InterruptedException {
    int rounds = workbench.asked().orElse(ROUNDS);
    workbench.out().printf("%d rounds, in turns; the trees are checked.%n", rounds);
    Report report = new Report(workbench.out());
    report.head();
    List<Outcome> outcomes = new ArrayList<>();
    for (Case each : cases) {
      Outcome outcome = run.measure(each, workbench.launcher(), rounds);
      report.rows(outcome);
      outcomes.add(outcome);
    }
    report.aims(outcomes);
    report.memory(outcomes);
    if (options.markdown()) {
      workbench.out().println();
      workbench.out().print(Markdown.table(outcomes));
    }
  }
}
