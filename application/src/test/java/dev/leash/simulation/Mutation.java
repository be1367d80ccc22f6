package dev.leash.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A mistake that somebody might make in our sources.
 *
 * @param name a sentence about the mutant
 * @param breaks each promise that a story must show to be broken
 */
record Mutation(String name, Set<Promise> breaks, List<Edit> edits) {
  /** All sources, as seen from the folder in which a module's tests run. */
  private static final Path PROJECT = Path.of("..");

  /**
   * What is written in place of what.
   *
   * @param file from the project's root
   * @param from must stand there exactly once
   */
  record Edit(String file, String from, String to) {
    private String in(String code) {
      int at = code.indexOf(from);
      if (at < 0 || code.indexOf(from, at + 1) >= 0) {
        throw new AssertionError(file + " does not have exactly once: " + from);
      }
      return code.replace(from, to);
    }
  }

  /** The mutant's classes, by their names. */
  Map<String, byte[]> compile() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, byte[]> classes = new HashMap<>();
    StringWriter problems = new StringWriter();
    JavaFileManager files =
        new InMemory(compiler.getStandardFileManager(null, null, UTF_8), classes);
    List<String> options = List.of("-proc:none", "-nowarn", "-classpath", classPath());
    if (!compiler.getTask(problems, files, null, options, null, sources()).call()) {
      throw new AssertionError(name + " is no Java: " + problems);
    }
    return classes;
  }

  private List<SourceCode> sources() {
    Map<String, String> code = new LinkedHashMap<>();
    for (Edit edit : edits) {
      code.put(edit.file, edit.in(code.computeIfAbsent(edit.file, Mutation::read)));
    }
    return code.entrySet().stream()
        .map(source -> new SourceCode(source.getKey(), source.getValue()))
        .toList();
  }

  private static String read(String file) {
    try {
      return Files.readString(PROJECT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tests' own may be one jar that names the others. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  @Override
  public String toString() {
    return name;
  }

  private static final class SourceCode extends SimpleJavaFileObject {
    private final String code;

    SourceCode(String file, String code) {
      super(URI.create("string:///" + file.replaceFirst(".*/java/", "")), Kind.SOURCE);
      this.code = code;
    }

    @Override
    public String getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }

  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, byte[]> classes;

    InMemory(JavaFileManager inner, Map<String, byte[]> classes) {
      super(inner);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("mem:///" + className), kind) {
        @Override
        public OutputStream openOutputStream() {
          return new ByteArrayOutputStream() {
            @Override
            public void close() {
              classes.put(className, toByteArray());
            }
          };
        }
      };
    }
  }
}
