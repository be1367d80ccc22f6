package dev.leash.bootstrap.process;

import dev.leash.bootstrap.client.LeashClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Leash as a process of its own, whose two outputs are read line by line as they come. */
public final class LeashProcess implements AutoCloseable {
  /** A bound for failures alone. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * A shell has what it starts in the background ignore SIGINT, and all that follows inherits that,
   * the tests too. It runs what follows in its own place, so the process stays the same.
   */
  private static final List<String> DEFAULT_SIGNALS =
      System.getProperty("os.name").equals("Linux")
          ? List.of("env", "--default-signal=INT")
          : List.of();

  private final Process process;
  private final Lines out;
  private final Lines err;

  /** What one pipe of Linux holds. */
  private static final int PIPE_BYTES = 65_536;

  private LeashProcess(Process process, InputStream out, InputStream err) {
    this.process = process;
    this.out = new Lines(out, PATIENCE);
    this.err = new Lines(err, PATIENCE);
  }

  /** Runs a command; what it finds at home and in the environment is below this folder. */
  static LeashProcess start(Path home, String... arguments) throws IOException {
    return run(home, "dev.leash.bootstrap.cli.Main", arguments);
  }

  /** The same, and nobody reads its standard output. */
  static LeashProcess startUnread(Path home, String... arguments) throws IOException {
    Process process = process(home, "dev.leash.bootstrap.cli.Main", List.of(), arguments);
    return new LeashProcess(process, InputStream.nullInputStream(), process.getErrorStream());
  }

  /** The same, and the reader of its standard output has gone. */
  static LeashProcess startDeserted(Path home, String... arguments) throws IOException {
    LeashProcess process = startUnread(home, arguments);
    process.process.getInputStream().close();
    return process;
  }

  /** The same, and its standard error is full from its start, and nobody reads it. Linux only. */
  static LeashProcess startWithFullError(Path home, String... arguments) throws IOException {
    List<String> filler =
        List.of("sh", "-c", "head -c " + PIPE_BYTES + " /dev/zero >&2 && exec \"$@\"", "sh");
    Process process = process(home, "dev.leash.bootstrap.cli.Main", filler, arguments);
    return new LeashProcess(process, process.getInputStream(), InputStream.nullInputStream());
  }

  /**
   * The same, and the virtual machine writes each class that it loads, and whence, to a file. Not
   * for Windows.
   */
  static LeashProcess startWritingClasses(Path file, Path home, String... arguments)
      throws IOException {
    List<String> options = List.of("env", "JDK_JAVA_OPTIONS=-Xlog:class+load:file=" + file);
    Process process = process(home, "dev.leash.bootstrap.cli.Main", options, arguments);
    return new LeashProcess(process, process.getInputStream(), process.getErrorStream());
  }

  /** The same with another main class. */
  public static LeashProcess run(Path home, String main, String... arguments) throws IOException {
    Process process = process(home, main, List.of(), arguments);
    return new LeashProcess(process, process.getInputStream(), process.getErrorStream());
  }

  /**
   * @param before runs what follows in its own place
   */
  private static Process process(Path home, String main, List<String> before, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(DEFAULT_SIGNALS);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+DisplayVMOutputToStderr",
            "-Dguice_bytecode_gen_option=DISABLED",
            "-Duser.home=" + home,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            main));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("XDG_STATE_HOME", home.resolve("state-home").toString());
    builder.environment().remove("XDG_RUNTIME_DIR");
    return builder.start();
  }

  /** Serves the socket {@code s} with the state {@code state} and the root {@code root}. */
  public static LeashProcess serve(Path base) throws IOException {
    return serve(base, "s", "state");
  }

  public static LeashProcess serve(Path base, String socket, String state, String... more)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "serve",
                "--socket",
                base.resolve(socket).toString(),
                "--state-dir",
                base.resolve(state).toString(),
                "--allow-root",
                base.resolve("root").toString()));
    arguments.addAll(List.of(more));
    return start(base, arguments.toArray(String[]::new));
  }

  /** Waits for the ready line. */
  public JsonNode awaitReady() throws InterruptedException {
    return JsonMapper.shared().readTree(out.await(line -> true));
  }

  /** Waits for the ready line where standard output has the messages. */
  JsonNode awaitReadyOnError() throws InterruptedException {
    return JsonMapper.shared().readTree(err.await(line -> line.startsWith("{")));
  }

  /** Waits for a line of standard output. */
  String awaitOut(Predicate<String> wanted) throws InterruptedException {
    return out.await(wanted);
  }

  /** Waits for a line of standard error. */
  String awaitErr(Predicate<String> wanted) throws InterruptedException {
    return err.await(wanted);
  }

  /** Writes to its standard input. */
  void send(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  LeashClient connect(Path socket) throws IOException {
    return LeashClient.connect(socket, _ -> {});
  }

  long pid() {
    return process.pid();
  }

  /** Sends a signal, to this process alone. */
  public void signal(String name) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (code != 0) {
      throw new AssertionError("no signal could be sent");
    }
  }

  void closeInput() throws IOException {
    process.getOutputStream().close();
  }

  /** Waits for the end, and gives the exit code. */
  public int awaitExit() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("it does not end; standard error: " + err.soFar());
    }
    return process.exitValue();
  }

  /** All of standard output, after the end. */
  List<String> out() throws InterruptedException {
    return out.all();
  }

  /** All of standard error, after the end. */
  public List<String> err() throws InterruptedException {
    return err.all();
  }

  /** Kills it: it can do nothing more. */
  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
