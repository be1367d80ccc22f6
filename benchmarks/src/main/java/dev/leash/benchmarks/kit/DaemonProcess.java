package dev.leash.benchmarks.kit;

import dev.leash.bootstrap.client.LeashClient;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The daemon as a process of its own, started as an app starts it, in a folder of its own. */
public final class DaemonProcess implements Closeable {
  /** A shutdown takes 5 s at most (docs/protocol.md). */
  private static final int EXIT_SECONDS = 10;

  private static final String ERRORS = "errors.log";

  private final Path folder;
  private final Path root;
  private final Process process;
  private boolean closed;

  private DaemonProcess(Path folder, Path root, Process process) {
    this.folder = folder;
    this.root = root;
    this.process = process;
  }

  /** Starts it; calls are accepted when this returns. */
  public static DaemonProcess start(Path launcher) throws IOException {
    Path folder = newFolder();
    return start(launcher, folder, Files.createDirectory(folder.resolve("root")));
  }

  /**
   * Starts it; calls are accepted when this returns.
   *
   * @param root below it, downloads may be saved; it is left as it is
   */
  public static DaemonProcess start(Path launcher, Path root) throws IOException {
    return start(launcher, newFolder(), root);
  }

  private static Path newFolder() throws IOException {
    return Files.createTempDirectory("leash-bench-").toRealPath();
  }

  private static DaemonProcess start(Path launcher, Path folder, Path root) throws IOException {
    DaemonProcess daemon = new DaemonProcess(folder, root, launch(launcher, folder, root));
    // A benchmark that is broken off leaves nothing behind either.
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(daemon::breakOff));
    try {
      daemon.awaitReady();
    } catch (IOException e) {
      daemon.close();
      throw e;
    }
    return daemon;
  }

  private static Process launch(Path launcher, Path folder, Path root) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            launcher.toString(),
            "serve",
            "--socket",
            folder.resolve("s").toString(),
            "--state-dir",
            folder.resolve("state").toString(),
            "--allow-root",
            root.toString(),
            // So that it does not outlive a benchmark that is broken off.
            "--exit-on-stdin-close");
    try {
      return builder.redirectError(folder.resolve(ERRORS).toFile()).start();
    } catch (IOException e) {
      remove(folder);
      throw e;
    }
  }

  private void awaitReady() throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    if (output.readLine() == null) {
      throw new IOException(
          "The daemon did not start: " + Files.readString(folder.resolve(ERRORS)));
    }
  }

  /** Below it, downloads may be saved. */
  public Path root() {
    return root;
  }

  /** The launcher becomes the daemon: their id is one. */
  public long pid() {
    return process.pid();
  }

  public LeashClient connect(Consumer<JsonNode> notifications) throws IOException {
    return LeashClient.connect(folder.resolve("s"), notifications);
  }

  /** Ends it, and removes all that it had. Whoever calls second waits for the first. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      process.getOutputStream().close();
      if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } finally {
      remove(folder);
    }
  }

  private void breakOff() {
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
