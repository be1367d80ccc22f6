package dev.leash.bootstrap.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What a process writes, line by line as it comes. Safe for use by several threads. */
public final class Lines {
  private final Duration patience;

  // Guarded by this.
  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  /**
   * @param patience how long a line is awaited; a bound for failures alone
   */
  public Lines(InputStream in, Duration patience) {
    this.patience = patience;
    Thread.ofPlatform().daemon(true).name("lines").start(() -> read(in));
  }

  /** Waits for a line, among those that are there too. */
  public synchronized String await(Predicate<String> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (lines.stream().noneMatch(wanted)) {
      long left = deadline - System.nanoTime();
      if (left <= 0 || ended) {
        throw new AssertionError("the line did not come; ended: " + ended + ", lines: " + lines);
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return lines.stream().filter(wanted).findFirst().orElseThrow();
  }

  /** All lines, after the end of all who write them. */
  public synchronized List<String> all() throws InterruptedException {
    while (!ended) {
      wait();
    }
    return soFar();
  }

  public synchronized List<String> soFar() {
    return List.copyOf(lines);
  }

  private void read(InputStream in) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      // The process was ended.
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
}
