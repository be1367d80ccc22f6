package dev.leash.bootstrap.cli;

import dev.leash.application.ApplicationSettings;
import dev.leash.bootstrap.Daemon;
import dev.leash.bootstrap.DaemonSettings;
import dev.leash.bootstrap.ThisProcess;
import dev.leash.bootstrap.ipc.IpcLimits;
import dev.leash.bootstrap.lock.StartFailure;
import dev.leash.domain.archive.NameRules;
import dev.leash.filesystem.FilesystemSettings.Durability;
import dev.leash.http.HttpSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.logging.log4j.Level;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Serves the socket. */
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
      "  leash serve --socket /tmp/me/leash.sock --state-dir /tmp/me/state"
    })
final class ServeCommand implements Callable<Integer> {
  private static final int PROTOCOL = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      description =
          "Where the socket is made (default: leash.sock in $XDG_RUNTIME_DIR/leash/, else in the state directory).")
  private @Nullable Path socket;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "What outlives the daemon, and its log (default: $XDG_STATE_HOME/leash).")
  private @Nullable Path stateDirectory;

  @Option(
      names = "--allow-root",
      paramLabel = "DIR",
      description =
          "Downloads may be saved below this folder; may be given more than once (default: the home directory).")
  private List<Path> allowedRoots = List.of();

  @Option(
      names = "--exit-on-stdin-close",
      description =
          "Shut down when standard input ends, so that the daemon never outlives its app.")
  private boolean exitOnStdinClose;

  @Option(
      names = "--portable-names",
      description = "Refuse entries' names that some platform cannot hold.")
  private boolean portableNames;

  @Option(
      names = "--max-concurrent",
      paramLabel = "N",
      description = "How many downloads run at once (default: ${DEFAULT-VALUE}).")
  private int maxConcurrent = ApplicationSettings.DEFAULT.maxConcurrentDownloads();

  @Option(
      names = "--queue",
      paramLabel = "N",
      description = "How many more may wait (default: ${DEFAULT-VALUE}).")
  private int queue = ApplicationSettings.DEFAULT.maxQueuedDownloads();

  @Option(
      names = "--durability",
      paramLabel = "LEVEL",
      description =
          "process: what is published survives a killed daemon; full: a power cut, too, at the cost of syncing (default: ${DEFAULT-VALUE}).")
  private String durability = "process";

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description = "ERROR, WARN, INFO, DEBUG or TRACE (default: ${DEFAULT-VALUE}).")
  private String logLevel = "INFO";

  @Override
  public Integer call() throws IOException, InterruptedException {
    DaemonSettings settings = settings();
    Daemon daemon;
    try {
      daemon = Daemon.start(settings);
    } catch (StartFailure e) {
      spec.commandLine().getErr().println(e.getMessage());
      return LeashCommand.USAGE;
    }
    Exits exits = Exits.onSignal(0, daemon::close);
    try (daemon) {
      announce(settings.socket());
      if (exitOnStdinClose) {
        Thread.ofPlatform().name("stdin").daemon(true).start(() -> awaitEndOfInput(daemon));
      }
      daemon.awaitStopRequest();
    } finally {
      exits.over();
    }
    return 0;
  }

  private DaemonSettings settings() {
    Places places = Places.ofThisProcess();
    Path state =
        Optional.ofNullable(stateDirectory)
            .orElseGet(places::stateDirectory)
            .toAbsolutePath()
            .normalize();
    Path path =
        Optional.ofNullable(socket)
            .orElseGet(() -> places.socket(state))
            .toAbsolutePath()
            .normalize();
    List<Path> roots = allowedRoots.isEmpty() ? List.of(places.home()) : allowedRoots;
    return new DaemonSettings(
        path,
        state,
        roots,
        durability(),
        level(),
        application(),
        HttpSettings.DEFAULT,
        IpcLimits.DEFAULT);
  }

  private ApplicationSettings application() {
    ApplicationSettings defaults = ApplicationSettings.DEFAULT;
    try {
      return new ApplicationSettings(
          maxConcurrent,
          queue,
          defaults.keptEndedDownloads(),
          defaults.progressInterval(),
          defaults.maxArchiveBytes(),
          defaults.retries(),
          defaults.archiveLimits(),
          portableNames ? NameRules.PORTABLE : defaults.names());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Durability durability() {
    return switch (durability) {
      case "process" -> Durability.PROCESS;
      case "full" -> Durability.FULL;
      default ->
          throw new ParameterException(
              spec.commandLine(), "--durability takes process or full, not '" + durability + "'");
    };
  }

  private Level level() {
    Level level = Level.getLevel(logLevel.toUpperCase(Locale.ROOT));
    if (level == null) {
      throw new ParameterException(
          spec.commandLine(),
          "--log-level takes ERROR, WARN, INFO, DEBUG or TRACE, not '" + logLevel + "'");
    }
    return level;
  }

  private static void announce(Path socket) {
    ObjectNode ready = JsonMapper.shared().createObjectNode();
    ready.put("event", "ready");
    ready.put("protocol", PROTOCOL);
    ready.put("version", ThisProcess.version());
    ready.put("pid", ProcessHandle.current().pid());
    ready.put("socket", socket.toString());
    ready.putNull("web");
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println(JsonMapper.shared().writeValueAsString(ready));
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
