package dev.leash.benchmarks.install.data;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The archives, made when they are not there. A broken-off making leaves none half made. */
public final class DataFolder {
  /** To be raised with whatever changes what is made. */
  private static final int VERSION = 1;

  private final Path folder;
  private final Scale scale;
  private final PrintStream out;

  private DataFolder(Path folder, Scale scale, PrintStream out) {
    this.folder = folder;
    this.scale = scale;
    this.out = out;
  }

  /**
   * Opens it.
   *
   * @param parent may hold the data of several versions and scales
   */
  public static DataFolder open(Path parent, Scale scale, PrintStream out) throws IOException {
    Path folder = parent.resolve("data-%d-%s".formatted(VERSION, scale.shown()));
    return new DataFolder(Files.createDirectories(folder).toRealPath(), scale, out);
  }

  public Path folder() {
    return folder;
  }

  /** The payload, made where it is missing. */
  public Prepared prepare(Payload payload) throws IOException {
    Map<String, List<SeededFile>> archives = new TreeMap<>(payload.archives(scale));
    long bytes = 0;
    for (Map.Entry<String, List<SeededFile>> archive : archives.entrySet()) {
      Path file =
          Files.createDirectories(folder.resolve(payload.folder())).resolve(archive.getKey());
      if (!Files.exists(file)) {
        make(payload, file, archive.getValue());
      }
      bytes += Files.size(file);
    }
    return new Prepared(
        archives.keySet().stream().map(name -> payload.folder() + "/" + name).toList(),
        bytes,
        manifest(payload));
  }

  private void make(Payload payload, Path file, List<SeededFile> files) throws IOException {
    if (!payload.equals(Payload.PACK)) {
      out.println("Making " + file + ", once.");
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    payload.format().write(part, files);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private Manifest manifest(Payload payload) throws IOException {
    Path file = folder.resolve(payload.manifest());
    if (!Files.exists(file)) {
      Path part = file.resolveSibling(file.getFileName() + ".part");
      Manifest.of(payload.content().files(scale)).write(part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Manifest.read(file);
  }
}
