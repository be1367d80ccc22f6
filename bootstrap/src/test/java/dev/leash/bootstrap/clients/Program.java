package dev.leash.bootstrap.clients;

import dev.leash.bootstrap.process.Lines;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that runs, whose two outputs are read as one, line by line. Safe for use by several
 * threads.
 */
final class Program implements AutoCloseable {
  /** A bound for failures alone: a compiler starts on a busy machine, too. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Lines lines;

  private Program(Process process) {
    this.process = process;
    this.lines = new Lines(process.getInputStream(), PATIENCE);
  }

  static Program start(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new Program(builder.start());
  }

  /** Waits for a line that has this, and gives what it has found. */
  Matcher await(String pattern) throws InterruptedException {
    Pattern wanted = Pattern.compile(pattern);
    Matcher found = wanted.matcher(lines.await(wanted.asPredicate()));
    var _ = found.find();
    return found;
  }

  /** Presses Enter. */
  void enter() throws IOException {
    type("");
  }

  void type(String line) throws IOException {
    Writer keys = process.outputWriter();
    keys.write(line + "\n");
    keys.flush();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** It can do nothing more. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Waits for the end, and gives the exit code. */
  int awaitExit() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("it does not end; " + lines.soFar());
    }
    return process.exitValue();
  }

  /** All lines, after the end of the program and of all that has its output. */
  List<String> lines() throws InterruptedException {
    return lines.all();
  }

  /** Ends it, and what it started. */
  @Override
  public void close() throws InterruptedException {
    List<ProcessHandle> started = process.descendants().toList();
    kill();
    started.forEach(ProcessHandle::destroyForcibly);
  }
}
