package dev.leash.bootstrap.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where all that a demo writes is, and nothing is left of it in the end. */
record DemoFolder(Path path) implements AutoCloseable {
  static DemoFolder make() throws IOException {
    return new DemoFolder(Files.createTempDirectory("leash-demo-").toRealPath());
  }

  /** A folder in it, made. */
  Path folder(String name) throws IOException {
    return Files.createDirectory(path.resolve(name));
  }

  Path file(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
