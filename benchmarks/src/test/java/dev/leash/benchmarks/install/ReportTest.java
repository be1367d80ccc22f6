package dev.leash.benchmarks.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.benchmarks.kit.Samples;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ReportTest {
  private static final PeakMemory MEMORY = new PeakMemory(OptionalLong.of(150 << 20), 64 << 20);

  private final Outcome large =
      new Outcome(
          Case.LARGE,
          List.of(
              measured(WarmLeash.SHOWN, 1_000, 900, 1_300),
              measured(FirstOfLeash.SHOWN, 1_500),
              measured("curl | bsdtar", 2_000),
              Result.failed("curl && unzip", "it ended with 9")),
          MEMORY);
  private final Outcome link =
      new Outcome(
          Case.LINK,
          List.of(measured(WarmLeash.SHOWN, 3_090), measured("download alone", 3_000)),
          MEMORY);

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Report report = new Report(new PrintStream(printed, true, StandardCharsets.UTF_8));

  @Test
  void printsMedianRatioAndSpread() {
    report.rows(large);

    assertThat(lines().getFirst().split(" +"))
        .containsExactly("large", "leash", "1.00", "0.50", "0.90..1.30");
  }

  @Test
  void printsWhyAContenderFailed() {
    report.rows(large);

    assertThat(lines().getLast()).contains("curl && unzip").endsWith("failed: it ended with 9");
  }

  @Test
  void saysWhichAimsAreReached() {
    report.aims(List.of(large, link));

    assertThat(lines())
        .anySatisfy(line -> assertThat(line).endsWith("0.50 x curl | bsdtar, aim 0.50: reached"))
        .anySatisfy(line -> assertThat(line).endsWith("0.75 x curl | bsdtar, aim 0.50: missed"))
        .anySatisfy(line -> assertThat(line).endsWith("1.03 x download alone, aim 1.03: reached"))
        .anySatisfy(line -> assertThat(line).endsWith("not measured: missed"));
  }

  @Test
  void printsTheDaemonsPeaks() {
    report.memory(List.of(large));

    assertThat(lines().getLast()).endsWith("150 MiB resident, 64 MiB of heap");
  }

  @Test
  void makesATableOfAllCases() {
    assertThat(Markdown.table(List.of(large, link)))
        .contains("| leash | 1.00 (0.50×) | 3.09 |\n")
        .contains("| curl \\| bsdtar | 2.00 (1.00×) |  |\n")
        .contains("| --- | --: | --: |\n");
  }

  private List<String> lines() {
    return printed
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static Result measured(String shown, int... millis) {
    Samples samples = new Samples();
    Arrays.stream(millis).forEach(time -> samples.add(Duration.ofMillis(time)));
    return Result.measured(shown, samples);
  }
}
