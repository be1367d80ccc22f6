package dev.leash.benchmarks.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leash.benchmarks.install.data.Scale;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

final class InstallOptionsTest {
  private final InstallOptions options = new InstallOptions();

  @Test
  void asksForEverythingByDefault() {
    parse();

    assertThat(options.cases()).containsExactly(Case.values());
    assertThat(options.scale()).isEqualTo(Scale.FULL);
    assertThat(options.markdown()).isFalse();
  }

  @Test
  void takesSomeCasesInTheirOrder() {
    parse("--only", "link-no-ranges", "--only", "tar.gz", "--quick", "--dir", "/trees");

    assertThat(options.cases()).containsExactly(Case.TAR_GZ, Case.LINK_WITHOUT_RANGES);
    assertThat(options.scale()).isEqualTo(Scale.QUICK);
    assertThat(options.dir()).isEqualTo(Path.of("/trees"));
  }

  @Test
  void namesTheCasesToWhoAsksForAnother() {
    assertThatThrownBy(() -> parse("--only", "huge"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("'huge'; there are large, many, stored, pack");
  }

  @Test
  void keepsDataInTheCacheWhereThereIsOne() {
    assertThat(InstallOptions.data(Optional.of("/cache"))).isEqualTo(Path.of("/cache/leash-bench"));
    assertThat(InstallOptions.data(Optional.of("")))
        .isEqualTo(InstallOptions.data(Optional.empty()));
  }

  private void parse(String... args) {
    var _ =
        new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(options)).parseArgs(args);
  }
}
