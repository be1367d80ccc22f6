package dev.leash.benchmarks.kit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs as a shell does. */
public final class Tool {
  /** Where those for administrators are, which a user's PATH need not have. */
  private static final List<Path> FOR_ADMINISTRATORS =
      List.of(Path.of("/usr/local/sbin"), Path.of("/usr/sbin"), Path.of("/sbin"));

  private Tool() {}

  /** The first of these names that there is a program of. */
  public static Optional<Path> find(String... names) {
    return Arrays.stream(names)
        .flatMap(name -> folders().map(folder -> folder.resolve(name)))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private static Stream<Path> folders() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(
        Arrays.stream(path.split(File.pathSeparator, -1))
            .filter(folder -> !folder.isEmpty())
            .map(Path::of),
        FOR_ADMINISTRATORS.stream());
  }
}
