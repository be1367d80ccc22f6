package dev.leash.bootstrap.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

  // Guarded by this.
  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  private Program(Process process) {
    this.process = process;
    Thread.ofPlatform().daemon(true).name("program").start(this::read);
  }

  static Program start(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new Program(builder.start());
  }

  /** Waits for a line that has this, and gives what it has found. */
  synchronized Matcher await(String pattern) throws InterruptedException {
    Pattern wanted = Pattern.compile(pattern);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      for (String line : lines) {
        Matcher found = wanted.matcher(line);
        if (found.find()) {
          return found;
        }
      }
      long left = deadline - System.nanoTime();
      if (left <= 0 || ended) {
        throw new AssertionError("no line has " + pattern + "; ended: " + ended + ", " + lines);
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
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
      throw new AssertionError("it does not end; " + linesSoFar());
    }
    return process.exitValue();
  }

  /** All lines, after the end of the program and of all that has its output. */
  synchronized List<String> lines() throws InterruptedException {
    while (!ended) {
      wait();
    }
    return List.copyOf(lines);
  }

  private synchronized List<String> linesSoFar() {
    return List.copyOf(lines);
  }

  private void read() {
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      // The program was ended.
    } finally {
      end();
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Ends it, and what it started. */
  @Override
  public void close() throws InterruptedException {
    List<ProcessHandle> started = process.descendants().toList();
    kill();
    started.forEach(ProcessHandle::destroyForcibly);
  }
}
