package dev.leash.bootstrap.cli;

import dev.leash.bootstrap.Bound;
import dev.leash.bootstrap.Bounds;
import dev.leash.bootstrap.DaemonSettings;
import dev.leash.bootstrap.lock.StartFailure;
import dev.leash.bootstrap.web.WebSettings;
import dev.leash.filesystem.FilesystemSettings.Durability;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What the command line of {@code serve} says; where it says nothing, the file of settings does.
 */
final class ServeOptions {
  /** A file may have them too, under the same names. */
  private static final List<String> NAMES =
      List.of(
          "socket",
          "stdio",
          "state-dir",
          "allow-root",
          "web",
          "web-origin",
          "exit-on-stdin-close",
          "portable-names",
          "durability",
          "log-level");

  private static final Choice<Durability> DURABILITY =
      new Choice<>(
          "durability",
          "process or full",
          name ->
              switch (name) {
                case "process" -> Optional.of(Durability.PROCESS);
                case "full" -> Optional.of(Durability.FULL);
                default -> Optional.empty();
              });

  private static final Choice<Level> LEVEL =
      new Choice<>(
          "log-level",
          "ERROR, WARN, INFO, DEBUG or TRACE",
          // Log4j has more, with some of which the promised lines would be missing.
          name ->
              Stream.of(Level.ERROR, Level.WARN, Level.INFO, Level.DEBUG, Level.TRACE)
                  .filter(level -> level.name().equalsIgnoreCase(name))
                  .findFirst());

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      description =
          "Where the socket is made (default: leash.sock in $XDG_RUNTIME_DIR/leash/, else in the state directory).")
  private @Nullable Path socket;

  @Option(
      names = "--stdio",
      description =
          "Serve standard input and output in place of a socket; the ready line goes to standard error, and the end of input shuts down.")
  private boolean stdio;

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
      names = "--web",
      paramLabel = "PORT",
      description =
          "Serve pages, too: WebSockets on this port of 127.0.0.1 (0: a free one), with the token of the ready line; needs --allow-root.")
  private @Nullable Integer web;

  @Option(
      names = "--web-origin",
      paramLabel = "ORIGIN",
      description =
          "Pages of this origin may connect, as http://localhost:5173 or tauri://localhost; may be given more than once (default: those of the gateway's own address).")
  private List<String> webOrigins = List.of();

  @Option(
      names = "--exit-on-stdin-close",
      negatable = true,
      description =
          "Shut down when standard input ends, so that the daemon never outlives its app.")
  private @Nullable Boolean exitOnStdinClose;

  @Option(
      names = "--portable-names",
      negatable = true,
      description = "Refuse entries' names that some platform cannot hold.")
  private @Nullable Boolean portableNames;

  @Option(
      names = "--max-concurrent",
      paramLabel = "N",
      description = "How many downloads run at once (default: 1000).")
  private @Nullable Long maxConcurrent;

  @Option(
      names = "--queue",
      paramLabel = "N",
      description = "How many more may wait (default: 20000).")
  private @Nullable Long queue;

  @Option(
      names = "--durability",
      paramLabel = "LEVEL",
      description =
          "process: what is published survives a killed daemon; full: a power cut, too, at the cost of syncing (default: process).")
  private @Nullable String durability;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description = "ERROR, WARN, INFO, DEBUG or TRACE (default: INFO).")
  private @Nullable String logLevel;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "A JSON object with these options by their names, and every limit and time-out by its own; docs/running.md has them all.")
  private @Nullable Path config;

  /**
   * One of a few names.
   *
   * @param parse empty when a name is none of them
   */
  private record Choice<T>(String key, String takes, Function<String, Optional<T>> parse) {}

  /**
   * @param endsWithInput whether the end of standard input shuts down
   */
  record Plan(DaemonSettings daemon, boolean endsWithInput) {}

  /**
   * @throws StartFailure when something that was given cannot be taken
   */
  Plan plan(Places places) throws StartFailure {
    ConfigFile file = config == null ? ConfigFile.none() : ConfigFile.read(config, NAMES);
    Path state = absolute(given(stateDirectory, file.path("state-dir")), places.stateDirectory());
    Optional<Path> path = socket(file, places.socket(state));
    boolean ends = given(exitOnStdinClose, file.flag("exit-on-stdin-close")).orElse(false);
    boolean portable = given(portableNames, file.flag("portable-names")).orElse(false);
    List<Path> inFile = file.paths("allow-root");
    List<Path> roots = !allowedRoots.isEmpty() ? allowedRoots : inFile;
    Bounds bounds = bounds(file);
    return new Plan(
        new DaemonSettings(
            path,
            state,
            roots.isEmpty() ? List.of(places.home()) : roots,
            chosen(DURABILITY, durability, file, Durability.PROCESS),
            bounds.freeSpace(),
            chosen(LEVEL, logLevel, file, Level.INFO),
            bounds.application(portable),
            bounds.http(),
            bounds.ipc(),
            web(file, !roots.isEmpty())),
        // Over standard input and output it always does.
        ends && path.isPresent());
  }

  /** The two ways exclude each other; one on the command line wins over the other in the file. */
  private Optional<Path> socket(ConfigFile file, Path usual) throws StartFailure {
    boolean stdioInFile = file.flag("stdio").orElse(false);
    Optional<Path> socketInFile = file.path("socket");
    if ((stdio && socket != null)
        || (stdioInFile && socketInFile.isPresent() && !stdio && socket == null)) {
      throw new StartFailure(
          "--stdio serves standard input and output in place of a socket: give it, or --socket, not both");
    }
    if (stdio || (stdioInFile && socket == null)) {
      return Optional.empty();
    }
    return Optional.of(absolute(given(socket, socketInFile), usual));
  }

  /** What a page may write to is said, not guessed: it is nearer to strangers than a program. */
  private Optional<WebSettings> web(ConfigFile file, boolean rootsAreGiven) throws StartFailure {
    List<String> inFile = file.texts("web-origin", "a list of origins");
    List<String> origins = !webOrigins.isEmpty() ? webOrigins : inFile;
    Optional<Integer> port = given(web, file.count("web"));
    if (port.isEmpty()) {
      if (!webOrigins.isEmpty()) {
        throw new StartFailure("--web-origin says whose pages may connect: it needs --web");
      }
      if (!inFile.isEmpty()) {
        throw new StartFailure(
            "'web-origin' in " + config + " says whose pages may connect: it needs 'web'");
      }
      return Optional.empty();
    }
    if (!rootsAreGiven) {
      throw new StartFailure(
          "--web needs --allow-root: say where the downloads of pages may be saved");
    }
    try {
      return Optional.of(new WebSettings(port.get(), origins, Optional.empty()));
    } catch (IllegalArgumentException e) {
      throw new StartFailure(String.valueOf(e.getMessage()));
    }
  }

  private Bounds bounds(ConfigFile file) throws StartFailure {
    Map<Bound, Long> set = file.bounds();
    put(set, Bound.MAX_CONCURRENT, maxConcurrent);
    put(set, Bound.QUEUE, queue);
    try {
      return new Bounds(set);
    } catch (IllegalArgumentException e) {
      throw new StartFailure(String.valueOf(e.getMessage()));
    }
  }

  private void put(Map<Bound, Long> set, Bound bound, @Nullable Long value) {
    if (value == null) {
      return;
    }
    if (!bound.takes(value)) {
      throw wrong(bound.label(), bound.range(), value.toString());
    }
    set.put(bound, value);
  }

  private <T> T chosen(Choice<T> choice, @Nullable String onCommandLine, ConfigFile file, T usual)
      throws StartFailure {
    Optional<T> inFile = file.choice(choice.key(), choice.takes(), choice.parse());
    if (onCommandLine == null) {
      return inFile.orElse(usual);
    }
    return choice
        .parse()
        .apply(onCommandLine)
        .orElseThrow(() -> wrong(choice.key(), choice.takes(), "'" + onCommandLine + "'"));
  }

  private ParameterException wrong(String option, String takes, String given) {
    return new ParameterException(
        spec.commandLine(), "--" + option + " takes " + takes + ", not " + given);
  }

  private static Path absolute(Optional<Path> given, Path usual) {
    return given.orElse(usual).toAbsolutePath().normalize();
  }

  private static <T> Optional<T> given(@Nullable T onCommandLine, Optional<T> inFile) {
    return onCommandLine == null ? inFile : Optional.of(onCommandLine);
  }
}
