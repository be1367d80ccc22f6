package dev.leash.stress;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The process's entry, which the launcher runs twice, in the folder that gets the logs: {@code
 * races SECONDS}, then {@code leaks DOMAIN}, the folder of that module. Exit code 0 only if all is
 * well.
 */
public final class Main {
  /** Every leak has its race and every race its leak, so the leaks say which races there are. */
  private static final List<String> RACES =
      Leaks.ALL.stream().map(Leak::race).distinct().sorted().toList();

  /** The rarest leak is seen dozens of times in it, on two cores that are busy with more. */
  private static final Duration LEAK = Duration.ofSeconds(5);

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final Harness harness = new Harness();

  private Main() {}

  public static void main(String[] args) throws Exception {
    Main main = new Main();
    boolean well =
        switch (args[0]) {
          case "races" -> main.races(Duration.ofSeconds(Long.parseLong(args[1])));
          case "leaks" -> main.leaks(Path.of(args[1]));
          default -> throw new IllegalArgumentException(args[0]);
        };
    System.exit(well ? 0 : 1);
  }

  private boolean races(Duration time) throws Exception {
    List<Finding> findings = harness.race("races", time.dividedBy(RACES.size()), List.of());
    findings.forEach(out::println);
    if (findings.isEmpty()) {
      out.println("jcstress raced nothing, see races.log; it needs two cores");
    }
    long held = findings.stream().filter(Finding::held).count();
    out.printf(
        "%d of %d races held, run %,d times%n",
        held, RACES.size(), findings.stream().mapToLong(Finding::times).sum());
    return findings.stream().map(Finding::race).toList().equals(RACES) && held == RACES.size();
  }

  /** The races on classes that leak, which the boot loader finds before the sound ones. */
  private boolean leaks(Path domain) throws Exception {
    Path classes = new LeakyDomain(domain, Path.of("leaky").toAbsolutePath()).with(Leaks.ALL);
    List<Finding> findings = harness.race("leaks", LEAK, List.of("-Xbootclasspath/a:" + classes));
    long seen = RACES.stream().filter(race -> isSeen(race, findings)).count();
    out.printf("%d of %d planted leaks seen%n", seen, RACES.size());
    return seen == RACES.size();
  }

  private boolean isSeen(String race, List<Finding> findings) {
    String outcome =
        Leaks.ALL.stream()
            .filter(leak -> leak.race().equals(race))
            .findFirst()
            .orElseThrow()
            .outcome();
    long times =
        findings.stream()
            .filter(finding -> finding.race().equals(race))
            .mapToLong(finding -> finding.times(outcome))
            .sum();
    out.printf("%-10s %s%n%,15d  %s%n", times > 0 ? "seen" : "MISSED", race, times, outcome);
    return times > 0;
  }
}
