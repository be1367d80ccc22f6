package dev.leash.bootstrap.process;

import dev.leash.bootstrap.client.LeashClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.node.ObjectNode;

/** A short folder with an allowed root in it: a socket's path must be short. */
public record Base(Path path) implements AutoCloseable {
  public static Base make() throws IOException {
    Path path = Files.createTempDirectory(Path.of("/tmp"), "lshp").toRealPath();
    Files.createDirectory(path.resolve("root"));
    return new Base(path);
  }

  public Path root() {
    return path.resolve("root");
  }

  public Path socket() {
    return path.resolve("s");
  }

  /** What is below the root, staging too. */
  List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(root())) {
      return all.filter(file -> !file.equals(root()))
          .map(file -> root().relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  ObjectNode params(String url) {
    ObjectNode params = LeashClient.params();
    params.put("fileName", "mod.zip").put("downloadUrl", url);
    return params.put("savePath", root().resolve("mod").toString());
  }

  /** A zip of one file of so many bytes, stored as they are. */
  public static byte[] zip(int size) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(0);
      zip.putNextEntry(new ZipEntry("readme.txt"));
      zip.write("x".repeat(size).getBytes(StandardCharsets.US_ASCII));
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  /** Removes a folder with all that is in it, where it is there. */
  public static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    delete(path);
  }
}
