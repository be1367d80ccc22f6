package dev.leash.bootstrap.cli;

import dev.leash.bootstrap.Daemon;
import dev.leash.bootstrap.DaemonSettings;
import dev.leash.bootstrap.ThisProcess;
import dev.leash.bootstrap.WebAddress;
import dev.leash.bootstrap.lock.StartFailure;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Serves the socket, or standard input and output. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Serves the socket until it is told to stop.",
      "When calls are accepted, one line of JSON goes to standard output; logs go to standard error."
    },
    footer = {
      "",
      "Examples:",
      "  leash serve",
      "  leash serve --allow-root ~/Games --exit-on-stdin-close",
      "  leash serve --stdio --state-dir /tmp/me/state",
      "  leash serve --web 0 --web-origin tauri://localhost --allow-root ~/Games",
      "  leash serve --config leash.json"
    })
final class ServeCommand implements Callable<Integer> {
  private static final int PROTOCOL = 1;

  /** A write takes microseconds; a shutdown that comes at once is late by no more than this. */
  private static final Duration FOR_THE_READY_LINE = Duration.ofMillis(500);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ServeOptions options = new ServeOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    // Before anything that might print: a word of a library's would be taken for a message.
    PrintStream out = System.out;
    System.setOut(System.err);
    try {
      ServeOptions.Plan plan = options.plan(Places.ofThisProcess());
      serve(plan, out);
      return 0;
    } catch (StartFailure e) {
      spec.commandLine().getErr().println(e.getMessage());
      return LeashCommand.USAGE;
    } finally {
      System.setOut(out);
    }
  }

  private static void serve(ServeOptions.Plan plan, PrintStream out)
      throws StartFailure, InterruptedException {
    DaemonSettings settings = plan.daemon();
    Daemon daemon = settings.socket().isPresent() ? Daemon.start(settings) : overStreams(settings);
    Exits exits = Exits.onSignal(0, daemon::close);
    try (daemon) {
      announce(
          readyLine(settings.socket(), daemon.web()),
          settings.socket().isPresent() ? out : System.err);
      if (plan.endsWithInput()) {
        Thread.ofPlatform().name("stdin").daemon(true).start(() -> awaitEndOfInput(daemon));
      }
      daemon.awaitStopRequest();
    } finally {
      exits.over();
    }
  }

  /** Past System.out and its buffers: what is written is gone, or a failure. */
  private static Daemon overStreams(DaemonSettings settings) throws StartFailure {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    return Daemon.start(settings, System.in, out);
  }

  /**
   * Waits for the line, but not for a reader: with a full pipe that nobody reads, which standard
   * error may well be, the daemon serves all the same, and can be stopped.
   */
  private static void announce(byte[] line, PrintStream to) throws InterruptedException {
    Thread writer =
        Thread.ofPlatform()
            .name("ready-line")
            .daemon(true)
            .start(() -> {
              // At once, so that no log line comes between.
              to.write(line, 0, line.length);
              to.flush();
            });
    var _ = writer.join(FOR_THE_READY_LINE);
  }

  private static byte[] readyLine(Optional<Path> socket, Optional<WebAddress> web) {
    ObjectNode ready = JsonMapper.shared().createObjectNode();
    ready.put("event", "ready");
    ready.put("protocol", PROTOCOL);
    ready.put("version", ThisProcess.version());
    ready.put("pid", ProcessHandle.current().pid());
    ready.put("socket", socket.map(Path::toString).orElse(null));
    web.ifPresentOrElse(
        address -> ready.putObject("web").put("url", address.url()).put("token", address.token()),
        () -> ready.putNull("web"));
    return (JsonMapper.shared().writeValueAsString(ready) + System.lineSeparator())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void awaitEndOfInput(Daemon daemon) {
    try {
      while (System.in.read() >= 0) {
        // What an app writes there says nothing to us.
      }
    } catch (IOException e) {
      // An input that breaks has ended.
    }
    daemon.requestStop();
  }
}
