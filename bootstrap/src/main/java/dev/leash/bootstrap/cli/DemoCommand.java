package dev.leash.bootstrap.cli;

import dev.leash.bootstrap.demo.Demo;
import dev.leash.bootstrap.demo.WebDemo;
import dev.leash.bootstrap.lock.StartFailure;
import dev.leash.bootstrap.web.WebSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the main job. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Shows the main job, with no network and no other program.",
      "A page downloads and unzips, then is refreshed half-way. Exit code 0 only if every promise was seen to hold."
    },
    footer = {
      "",
      "Examples:",
      "  leash demo            watch it in the terminal",
      "  leash demo --web      try it in a browser"
    })
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--web",
      description =
          "Serve a page to try it with in a browser, until Ctrl-C; the page is built with Node.")
  private boolean web;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The page's port, with --web (default: a free one).")
  private @Nullable Integer port;

  @Option(
      names = "--page",
      paramLabel = "DIR",
      hidden = true,
      description = "Where the launcher has built the page.")
  private @Nullable Path page;

  @Override
  public Integer call() throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (web) {
      return serve(out);
    }
    if (port != null) {
      throw new ParameterException(spec.commandLine(), "--port is for the page: it needs --web");
    }
    return new Demo(out).run() ? 0 : 1;
  }

  private int serve(PrintStream out) throws Exception {
    WebDemo demo = new WebDemo(page(), checkedPort());
    // Before anything is started, so that nothing is left of a start that is broken off.
    Exits exits = Exits.onSignal(0, () -> end(demo));
    try (demo) {
      out.printf(
          "Open %s in a browser; Ctrl-C ends the demo and removes all of it.%n", demo.start());
      demo.await();
      return 0;
    } catch (StartFailure e) {
      spec.commandLine().getErr().println(e.getMessage());
      return LeashCommand.USAGE;
    } finally {
      exits.over();
    }
  }

  private Path page() {
    return Optional.ofNullable(page)
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(), "The page is built by the launcher: ./leash demo --web"));
  }

  private int checkedPort() {
    try {
      return port == null ? 0 : WebSettings.port("--port", port);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private static void end(WebDemo demo) {
    try {
      demo.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The demo has not ended cleanly", e);
    }
  }
}
