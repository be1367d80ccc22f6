package dev.leash.bootstrap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.bootstrap.process.Base;
import dev.leash.http.testing.ScriptedServer;
import dev.leash.http.testing.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the same app does in each language: it starts the daemon, has one page that downloads into
 * {@code mods/mod}, reloads it on Enter, and ends the daemon when it ends.
 */
@Timeout(300)
abstract class AppContract {
  private static final String PATH = "/mod.zip";
  private static final byte[] ZIP = Zips.large();

  Base base;
  Path folder;
  private ScriptedServer origin;

  /** Copies the example's files into the folder, and gives the command that runs it there. */
  abstract List<String> prepare(Path folder) throws Exception;

  @BeforeEach
  final void makeAnEmptyFolder() throws IOException {
    base = Base.make();
    folder = base.path().resolve("app");
    origin = ScriptedServer.start();
  }

  @AfterEach
  final void clean() throws IOException {
    origin.close();
    base.close();
  }

  @Test
  final void endsTheDownloadOfAPageThatIsReloaded() throws Exception {
    origin.stall(PATH, ZIP, ZIP.length / 2);
    origin.on(PATH, announce(), Step.bytes(ZIP));

    try (Program app = start(Examples.launcher(base))) {
      app.await("page 1: running, [1-9][0-9]* of " + ZIP.length + " bytes");
      app.enter();
      app.await("page 2: has 1 files in " + folder + "/mods/mod$");

      assertThat(app.awaitExit()).isZero();
      assertThat(app.lines()).contains("page 1: was left, and its download with it");
    }
    origin.awaitExchange(0).awaitClosed();
    assertThat(Examples.below(folder.resolve("mods"))).containsExactly("mod", "mod/readme.txt");
    assertThat(folder.resolve("leash-state/leash.sock")).doesNotExist();
  }

  @Test
  final void leavesNothingWhenTheAppIsKilled() throws Exception {
    origin.stall(PATH, ZIP, ZIP.length / 2);

    try (Program app = start(Examples.launcher(base))) {
      app.await("page 1: running, [1-9][0-9]* of " + ZIP.length + " bytes");
      List<ProcessHandle> daemon = app.handle().descendants().toList();
      assertThat(daemon).isNotEmpty();
      app.kill();

      for (ProcessHandle process : daemon) {
        var _ = process.onExit().get(60, TimeUnit.SECONDS);
      }
    }
    assertThat(Examples.below(folder.resolve("mods"))).isEmpty();
    assertThat(folder.resolve("leash-state/leash.sock")).doesNotExist();
  }

  @Test
  final void tellsWhyADownloadFailed() throws Exception {
    origin.on(PATH, Step.head(404, "Content-Length: 0"));

    try (Program app = start(Examples.launcher(base))) {
      app.await("page 1: could not: The server answered with status 404 .*HTTP_STATUS");

      assertThat(app.awaitExit()).isOne();
    }
    assertThat(Examples.below(folder.resolve("mods"))).isEmpty();
  }

  @Test
  final void tellsThatTheDaemonDidNotStart() throws Exception {
    Path refusing = Examples.script(base.path().resolve("refusing"), "echo no room >&2", "exit 2");

    try (Program app = start(refusing)) {
      app.await("Leash did not start");
      app.await("no room");

      assertThat(app.awaitExit()).isNotZero();
    }
  }

  private Program start(Path leash) throws Exception {
    List<String> command = prepare(folder);
    return Program.start(
        folder, Map.of("LEASH", leash.toString()), with(command, origin.url(PATH)));
  }

  private static List<String> with(List<String> command, String url) {
    return Stream.concat(command.stream(), Stream.of(url)).toList();
  }

  private static Step announce() {
    return Step.head(200, "Content-Length: " + ZIP.length);
  }
}
