package dev.leash.bootstrap.clients;

import dev.leash.bootstrap.process.Base;
import dev.leash.domain.testing.Needed;
import dev.leash.http.testing.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Electron's main process and preload script, with a stand-in for Electron. */
@Timeout(300)
final class ElectronExampleTest {
  private static final String PATH = "/mod.zip";
  private static final byte[] ZIP = Zips.large();

  private Base base;
  private Path folder;
  private ScriptedServer origin;

  @BeforeEach
  void install() throws IOException {
    Needed.command("node");
    base = Base.make();
    origin = ScriptedServer.start();
    folder = Examples.copy("electron", base.path().resolve("app"));
    Files.copy(Examples.file("node/leash.mjs"), folder.resolve("leash.mjs"));
    Path module = Files.createDirectories(folder.resolve("node_modules/electron"));
    Files.copy(
        Path.of("src/test/java/dev/leash/bootstrap/clients/electron.cjs"),
        module.resolve("electron.cjs"));
    Files.writeString(module.resolve("package.json"), "{\"main\": \"electron.cjs\"}");
  }

  @AfterEach
  void clean() throws IOException {
    origin.close();
    base.close();
  }

  @Test
  void endsTheDownloadOfAPageThatIsReloaded() throws Exception {
    stall();
    origin.serve(PATH, ZIP);

    try (Program app = start()) {
      app.type("download " + origin.url(PATH));
      app.await("^page 1: running [1-9]");
      app.type("reload");
      app.await("^page 1: CANCELLED_SESSION_CHANGE$");
      app.type("download " + origin.url(PATH));

      app.await("^page 2: 1 files$");
    }
    origin.awaitExchange(0).awaitClosed();
  }

  @ParameterizedTest
  @CsvSource({"crash, CANCELLED_SESSION_CHANGE", "close, CONNECTION_LOST"})
  void endsTheDownloadOfAPageThatIsGone(String way, String reason) throws Exception {
    stall();

    try (Program app = start()) {
      app.type("download " + origin.url(PATH));
      app.await("^page 1: running [1-9]");
      app.type(way);

      origin.awaitExchange(0).awaitClosed();
      app.await("^page 1: " + reason + "$");
    }
  }

  @Test
  void beginsAnewAfterACrash() throws Exception {
    origin.serve(PATH, ZIP);

    try (Program app = start()) {
      app.type("crash");
      app.type("reload");
      app.type("download " + origin.url(PATH));

      app.await("^page 2: 1 files$");
    }
  }

  private void stall() {
    origin.stall(PATH, ZIP, ZIP.length / 2);
  }

  private Program start() throws IOException {
    return Program.start(
        folder, Map.of("LEASH", Examples.launcher(base).toString()), List.of("node", "main.mjs"));
  }
}
