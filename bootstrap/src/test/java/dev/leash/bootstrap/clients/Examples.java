package dev.leash.bootstrap.clients;

import dev.leash.bootstrap.process.Base;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** The folder docs/examples, and what its files are run with. */
final class Examples {
  private static final Path DOCS = Path.of("").toAbsolutePath().resolveSibling("docs");

  private Examples() {}

  static Path doc(String name) {
    return DOCS.resolve(name);
  }

  static Path file(String name) {
    return DOCS.resolve("examples").resolve(name);
  }

  /** Copies a folder's files into a new one: an app begins in an empty folder. */
  static Path copy(String name, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(file(name))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }

  /** Writes a launcher like ./leash, of the classes that are tested, which builds nothing. */
  static Path launcher(Base base) throws IOException {
    return script(
        base.path().resolve("leash"),
        "exec '%s' -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \\".formatted(java("java")),
        "  -Dguice_bytecode_gen_option=DISABLED --enable-native-access=ALL-UNNAMED \\",
        "  -cp '%s' dev.leash.bootstrap.cli.Main \"$@\"".formatted(classPath()));
  }

  static Path script(Path file, String... lines) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  static String java(String command) {
    return Path.of(System.getProperty("java.home"), "bin", command).toString();
  }

  static String classPath() {
    return System.getProperty("java.class.path");
  }

  /** What is below a folder, sorted. */
  static List<String> below(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> !file.equals(folder))
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
