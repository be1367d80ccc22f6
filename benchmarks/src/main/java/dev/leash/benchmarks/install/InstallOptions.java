package dev.leash.benchmarks.install;

import dev.leash.benchmarks.install.data.Scale;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What can be asked of the benchmark. Their help is among the other commands'. */
final class InstallOptions {
  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));

  @Option(names = "--dir")
  private @Nullable Path dir;

  @Option(names = "--data")
  private @Nullable Path data;

  @Option(names = "--only", converter = ToCase.class)
  private List<Case> only = List.of();

  @Option(names = "--quick")
  private boolean quick;

  @Option(names = "--markdown")
  private boolean markdown;

  /** Where trees are installed. */
  Path dir() {
    return dir == null ? TEMPORARY : dir;
  }

  /** Where the archives are kept from one call to the next. */
  Path data() {
    return data == null ? data(Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))) : data;
  }

  static Path data(Optional<String> cacheHome) {
    return cacheHome
        .filter(home -> !home.isEmpty())
        .map(Path::of)
        .orElse(TEMPORARY)
        .resolve("leash-bench");
  }

  /** In their usual order. */
  List<Case> cases() {
    return Arrays.stream(Case.values())
        .filter(each -> only.isEmpty() || only.contains(each))
        .toList();
  }

  Scale scale() {
    return quick ? Scale.QUICK : Scale.FULL;
  }

  boolean markdown() {
    return markdown;
  }

  /** By its shown name. */
  static final class ToCase implements ITypeConverter<Case> {
    @Override
    public Case convert(String name) {
      try {
        return Case.named(name);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
