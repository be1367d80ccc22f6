package dev.leash.bootstrap.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stands in the help for what the launcher runs as another program, which starts the daemon. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Measures the daemon.",
      "Without a name: says which benchmarks there are. The first call builds them."
    },
    footer = {
      "",
      "Examples:",
      "  leash bench",
      "  leash bench cancel",
      "  leash bench cancel --rounds 20",
      "  leash bench install",
      "  leash bench install --only large --only link --rounds 3",
      "  leash bench install --dir /mnt/disk --markdown"
    })
final class BenchCommand implements Runnable {
  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which benchmark.")
  private @Nullable String name;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "So many rounds of each measurement; of 'cancel' at most as many as usual.")
  private @Nullable Integer rounds;

  @Option(
      names = "--only",
      paramLabel = "CASE",
      description =
          "'install': this case alone; may be given again. There are large, many, stored, pack, "
              + "tar.gz, tar.zst, limited, link, link-no-ranges.")
  private List<String> only = List.of();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "'install': where trees are installed, 2.2 GB at a time; the system's folder for "
              + "temporary files unless told.")
  private @Nullable Path dir;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "'install': where the 2.5 GB that are downloaded are kept from one call to the next; "
              + "leash-bench in $$XDG_CACHE_HOME, else in the system's folder for temporary files.")
  private @Nullable Path data;

  @Option(names = "--quick", description = "'install': a twentieth of it, to try the benchmark.")
  private boolean quick;

  @Option(names = "--markdown", description = "'install': also prints a table for a README.")
  private boolean markdown;

  @Override
  public void run() {
    throw new IllegalStateException(
        "the launcher runs the benchmarks: ./leash bench %s"
            .formatted(Arrays.asList(name, rounds, only, dir, data, quick, markdown)));
  }
}
