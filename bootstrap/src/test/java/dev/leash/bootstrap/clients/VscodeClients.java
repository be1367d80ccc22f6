package dev.leash.bootstrap.clients;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.bootstrap.process.Base;
import dev.leash.bootstrap.process.LeashProcess;
import dev.leash.domain.testing.Needed;
import dev.leash.http.testing.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A daemon, an origin, and programs that use vscode-jsonrpc: the library of language clients. */
@Timeout(300)
abstract class VscodeClients {
  private static final String PATH = "/mod.zip";
  private static final byte[] ZIP = Zips.large();

  /** Survives the test, so that the library is fetched once. */
  private static final Path FOLDER =
      Path.of("target", "clients", "vscode-jsonrpc").toAbsolutePath();

  private Base base;
  private ScriptedServer origin;
  private LeashProcess daemon;

  @BeforeAll
  static void install() throws Exception {
    Needed.command("node");
    Needed.command("npm");
    Files.createDirectories(FOLDER);
    for (String file : List.of("package.json", "package-lock.json", "connect.mjs", "page.mjs")) {
      Files.copy(Examples.file("vscode-jsonrpc/" + file), FOLDER.resolve(file), REPLACE_EXISTING);
    }
    Files.copy(
        Path.of("src/test/java/dev/leash/bootstrap/clients/scenarios.mjs"),
        FOLDER.resolve("scenarios.mjs"),
        REPLACE_EXISTING);
    List<String> command = List.of("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund");
    try (Program npm = Program.start(FOLDER, Map.of(), command)) {
      Needed.holds(npm.awaitExit() == 0, "npm cannot fetch vscode-jsonrpc: " + npm.lines());
    }
  }

  @BeforeEach
  final void startDaemon() throws Exception {
    base = Base.make();
    origin = ScriptedServer.start();
    daemon = LeashProcess.serve(base.path());
    var _ = daemon.awaitReady();
  }

  @AfterEach
  final void stopDaemon() throws Exception {
    daemon.close();
    origin.close();
    base.close();
  }

  final void serve() {
    origin.serve(PATH, ZIP);
  }

  /** Sends half of it, and then nothing more. */
  final void stall() {
    origin.stall(PATH, ZIP, ZIP.length / 2);
  }

  /** The client of the stalled download has gone, and so has all of it. */
  final void assertNothingIsLeft() throws Exception {
    origin.awaitExchange(0).awaitClosed();
    assertThat(base.root().resolve("mod")).doesNotExist();
  }

  /** What the client says until its end. */
  final List<String> scenario(String name) throws Exception {
    try (Program client = node("scenarios.mjs", name)) {
      assertThat(client.awaitExit()).as("%s", client.lines()).isZero();
      return client.lines();
    }
  }

  /** The example itself. */
  final Program page() throws IOException {
    return Program.start(
        FOLDER,
        Map.of(),
        List.of("node", "page.mjs", socket(), origin.url(PATH), base.root() + "/mod"));
  }

  private Program node(String script, String name) throws IOException {
    return Program.start(
        FOLDER,
        Map.of(),
        List.of("node", script, name, socket(), origin.url(PATH), base.root().toString()));
  }

  private String socket() {
    return base.socket().toString();
  }
}
