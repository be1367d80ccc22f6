package dev.leash.stress;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.grading.ReportUtils;

/**
 * Runs all races, each in processes of its own, and leaves jcstress's log and report in the working
 * directory. Once a process: jcstress adds up the virtual machine's modes in a static field.
 */
final class Harness {
  /** A shorter race would be over before it is warm. */
  private static final int SHORTEST_MILLIS = 100;

  private final PrintStream console = System.out;

  /**
   * Races each in one process, whose code is interpreted at first, then compiled by C1, then by C2.
   * Left alone, jcstress tries each of that in turn, and a minute is up while it interprets.
   *
   * @param name of the log and the report
   * @param each how long a process races
   * @param flags further ones of the virtual machine
   */
  List<Finding> race(String name, Duration each, List<String> flags) throws Exception {
    List<String> line =
        new ArrayList<>(List.of("-r", name, "-f", "1", "-iters", "1", "-sc", "false"));
    int millis = Math.clamp(each.toMillis(), SHORTEST_MILLIS, Integer.MAX_VALUE);
    line.addAll(List.of("-time", Integer.toString(millis)));
    // Given more than once, so that a flag may have a blank in it.
    line.addAll(List.of("-jvmArgs", "--enable-native-access=ALL-UNNAMED"));
    flags.forEach(flag -> line.addAll(List.of("-jvmArgs", flag)));
    Options parsed = new Options(line.toArray(String[]::new));
    try (PrintStream log = new PrintStream(name + ".log", StandardCharsets.UTF_8)) {
      System.setOut(log);
      if (!parsed.parse()) {
        throw new IllegalStateException("jcstress does not take " + line);
      }
      new JCStress(parsed).run();
    } catch (AssertionError forbidden) {
      // Its last word on a forbidden outcome, which is judged from the results.
      Files.writeString(Path.of(name + ".failures"), String.valueOf(forbidden.getMessage()));
    } finally {
      System.setOut(console);
    }
    return findings(Path.of(parsed.getResultFile()));
  }

  private static List<Finding> findings(Path file) throws IOException, ClassNotFoundException {
    if (Files.notExists(file)) {
      return List.of();
    }
    InProcessCollector results = new InProcessCollector();
    DiskReadCollector reader = new DiskReadCollector(file.toString(), results);
    try {
      reader.dump();
    } finally {
      reader.close();
      Files.delete(file);
    }
    return ReportUtils.mergedByName(results.getTestResults()).stream()
        .map(Finding::of)
        .sorted(Comparator.comparing(Finding::race))
        .toList();
  }
}
