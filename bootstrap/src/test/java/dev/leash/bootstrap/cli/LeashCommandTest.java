package dev.leash.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LeashCommandTest {
  @TempDir private Path folder;

  private final PrintStream originalOut = System.out;
  private final PrintStream originalErr = System.err;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void catchOutput() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(originalOut);
    System.setErr(originalErr);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                | A command is missing
          fly                               | fly
          serve --unknown                   | --unknown
          serve --web-origins x             | --web-origins
          serve extra                       | extra
          serve --max-concurrent x          | a whole number is needed, not 'x'
          serve --log-levl INFO             | '--log-levl'; did you mean '--log-level'?
          serve --max-concurrent 0          | --max-concurrent
          serve --queue -1                  | --queue
          serve --log-level LOUD            | --log-level
          serve --state-dir /proc/x --log-level off   | --log-level
          serve --state-dir /proc/x --log-level fatal | --log-level
          serve --state-dir /proc/x --log-level ALL   | --log-level
          serve --durability some           | --durability
          serve --socket                    | --socket
          get                               | URL
          get http://127.0.0.1/x            | DIR
          get --strip-components 1.5 URL DIR | a whole number is needed, not '1.5'
          call                              | METHOD
          status now                        | now
          call ping {                       | JSON
          """)
  void refusesWrongUsageInOneLine(String line, String named) {
    int code = LeashCommand.run(line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(code).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(errors()).contains(named).contains("--help");
    assertThat(errors().lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve",
        "get",
        "call",
        "status",
        "demo",
        "test",
        "soak",
        "simulate",
        "stress",
        "bench"
      })
  void helpsWithEachCommand(String command) {
    int code = LeashCommand.run(command, "--help");

    assertThat(code).isEqualTo(0);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("leash " + command, "Examples:");
    assertThat(errors()).isEmpty();
  }

  @Test
  void tellsItsVersion() {
    assertThat(LeashCommand.run("--version")).isEqualTo(0);
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("leash ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "get", "call", "demo", "soak", "simulate", "stress", "bench"})
  void tellsItsVersionWithEachCommand(String command) {
    int code = LeashCommand.run(command, "--version");

    assertThat(code).isEqualTo(0);
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("leash ");
  }

  @Test
  void doesNotServeARootThatIsNotThere() {
    Path missing = folder.resolve("missing");

    int code =
        LeashCommand.run(
            "serve",
            "--state-dir",
            folder.resolve("state").toString(),
            "--socket",
            folder.resolve("s").toString(),
            "--allow-root",
            missing.toString());

    assertThat(code).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(errors()).contains("allowed root", missing.toString());
    assertThat(errors().lines()).hasSize(1);
  }

  @Test
  void doesNotServeOnASocketPathThatIsTooLong() {
    int code =
        LeashCommand.run(
            "serve",
            "--state-dir",
            folder.resolve("state").toString(),
            "--allow-root",
            folder.toString(),
            "--socket",
            folder.resolve("x".repeat(120)).toString());

    assertThat(code).isEqualTo(2);
    assertThat(errors()).contains("socket path", "bytes long");
    assertThat(errors().lines()).hasSize(1);
  }

  @Test
  void doesNotServeFromAStateDirectoryThatCannotBeWritten() {
    int code = LeashCommand.run("serve", "--state-dir", "/proc/leash");

    assertThat(code).isEqualTo(2);
    assertThat(errors()).contains("state directory", "/proc/leash");
    assertThat(errors().lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          serve --allow-roots x  | did you mean '--allow-root'? See leash serve --help
          serve --allowRoot=x    | did you mean '--allow-root'? See leash serve --help
          serve --max-concurent 5 | did you mean '--max-concurrent'? See leash serve --help
          srve                   | did you mean 'serve'? See leash --help
          """)
  void saysWhatWasMostLikelyMeant(String line, String hint) {
    assertThat(LeashCommand.run(line.split(" "))).isEqualTo(2);
    assertThat(errors()).endsWith(hint + System.lineSeparator());
    assertThat(errors().lines()).hasSize(1);
  }

  @Test
  void takesALetterForNoOther() {
    assertThat(LeashCommand.run("serve", "-p")).isEqualTo(2);
    assertThat(errors()).doesNotContain("did you mean").contains("'-p'; see leash serve --help");
  }

  @Test
  void refusesALogLevelOfTheFileThatWouldSayNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("leash.json"), "{\"log-level\":\"off\"}");

    int code = LeashCommand.run("serve", "--state-dir", "/proc/x", "--config", file.toString());

    assertThat(code).isEqualTo(2);
    assertThat(errors()).contains("'log-level'", "ERROR, WARN, INFO, DEBUG or TRACE", "off");
  }

  @Test
  void hasNoStatusOfNoDaemon() {
    int code = LeashCommand.run("status", "--socket", folder.resolve("none").toString());

    assertThat(code).isEqualTo(1);
    assertThat(errors()).startsWith("No daemon answers on " + folder.resolve("none"));
    assertThat(errors().lines()).hasSize(1);
  }

  @Test
  void callsNobodyWhereNoDaemonIs() {
    int code = LeashCommand.run("call", "ping", "--socket", folder.resolve("none").toString());

    assertThat(code).isEqualTo(1);
    assertThat(errors()).contains("No daemon answers on", folder.resolve("none").toString());
    assertThat(errors().lines()).hasSize(1);
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
