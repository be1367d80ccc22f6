package dev.leash.stress;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Makes the domain's classes anew, with leaks planted. Not for several threads. */
final class LeakyDomain {
  private static final Path ROOT = Path.of("dev", "leash", "domain");

  private final Path module;
  private final Path sources;
  private final Path classes;

  /**
   * @param module the domain's folder, which is built
   * @param folder where the leaky sources and classes shall be
   */
  LeakyDomain(Path module, Path folder) {
    this.module = module;
    this.sources = folder.resolve("sources");
    this.classes = folder.resolve("classes");
  }

  /** Returns the folder of the classes. */
  Path with(List<Leak> leaks) throws IOException {
    copy(module.resolve("target/classes"), classes);
    Map<Path, String> planted = new LinkedHashMap<>();
    for (Leak leak : leaks) {
      Path source = ROOT.resolve(leak.source());
      String text =
          planted.containsKey(source)
              ? planted.get(source)
              : Files.readString(module.resolve("src/main/java").resolve(source));
      planted.put(source, leak.plantedIn(text));
    }
    for (Map.Entry<Path, String> source : planted.entrySet()) {
      Path file = sources.resolve(source.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.getValue());
    }
    compile(planted.keySet().stream().map(sources::resolve).toList());
    return classes;
  }

  private void compile(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none",
            "-d",
            classes.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-Xlint:none");
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      if (!compiler
          .getTask(said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
          .call()) {
        throw new IllegalStateException("The leaky classes do not compile:\n" + said);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> copyOne(file, to.resolve(from.relativize(file))));
    }
  }

  private static void copyOne(Path file, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
