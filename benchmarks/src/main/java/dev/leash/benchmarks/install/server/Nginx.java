package dev.leash.benchmarks.install.server;

import dev.leash.benchmarks.kit.Command;
import dev.leash.benchmarks.kit.Tool;
import dev.leash.benchmarks.kit.UnableException;
import java.io.Closeable;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** An nginx of its own. */
final class Nginx implements Closeable {
  private static final int EXIT_SECONDS = 5;

  private final Path pidFile;

  private Nginx(Path pidFile) {
    this.pidFile = pidFile;
  }

  static Path program() throws UnableException {
    return Tool.find("nginx")
        .orElseThrow(() ->
            new UnableException(
                "nginx is needed to serve what is downloaded; install it, or put it on the PATH"));
  }

  /**
   * Starts it; it serves when this returns.
   *
   * @param before what its command line begins with
   */
  static Nginx start(List<String> before, Configuration configuration) throws IOException {
    Path file = configuration.own().resolve("nginx.conf");
    Files.writeString(file, configuration.text());
    // It returns when all addresses are listened at, and goes on in the background.
    Command.run(
        Stream.concat(
                before.stream(),
                Stream.of(
                    program().toString(),
                    "-e",
                    configuration.errors().toString(),
                    "-c",
                    file.toString()))
            .toList());
    Nginx nginx = new Nginx(configuration.pidFile());
    try {
      // Who answers was started by a parent that had written the file with its id before.
      for (Listener listener : configuration.listeners()) {
        answers(listener);
      }
    } catch (IOException e) {
      nginx.close();
      throw e;
    }
    return nginx;
  }

  private static void answers(Listener listener) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(listener.url()).toURL().openConnection();
    var _ = connection.getResponseCode();
    connection.disconnect();
  }

  /** Ends it, and returns when it has ended. */
  @Override
  public void close() throws IOException {
    if (!Files.exists(pidFile)) {
      return;
    }
    long pid = Long.parseLong(Files.readString(pidFile).strip());
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    if (process.isPresent() && process.get().destroy()) {
      awaitEnd(process.get());
    }
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      var _ = process.onExit().get(EXIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException _) {
      var _ = process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
