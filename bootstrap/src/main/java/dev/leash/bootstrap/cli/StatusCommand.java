package dev.leash.bootstrap.cli;

import dev.leash.bootstrap.client.LeashClient;
import dev.leash.bootstrap.client.RpcException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Shows what a running daemon does. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Shows the sessions and downloads of a running daemon, those that ended last below.",
      "Where no daemon answers, the exit code is 1."
    },
    footer = {"", "Examples:", "  leash status", "  leash status --watch"})
final class StatusCommand implements Callable<Integer> {
  /**
   * Asked for each by itself, because many of another may be newer; in the order in which downloads
   * take them, so that none slips past between two questions.
   */
  private static final List<String> STATES =
      List.of("queued", "paused", "running", "publishing", "completed", "failed", "cancelled");

  /** Enough to see what just happened. */
  private static final int ENDED_SHOWN = 10;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--socket", paramLabel = "PATH", description = "The daemon's socket.")
  private @Nullable Path socket;

  @Option(names = "--watch", description = "Show it again each second, until Ctrl-C.")
  private boolean watch;

  @Override
  public Integer call() throws InterruptedException {
    Places places = Places.ofThisProcess();
    Path path = Optional.ofNullable(socket).orElseGet(() -> places.socket(places.stateDirectory()));
    try (LeashClient client = LeashClient.connect(path.toAbsolutePath(), _ -> {})) {
      show(client);
      return 0;
    } catch (RpcException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    } catch (IOException e) {
      spec.commandLine().getErr().println("No daemon answers on " + path + ": " + e.getMessage());
      return 1;
    }
  }

  private void show(LeashClient client) throws IOException, RpcException, InterruptedException {
    Screen screen = Screen.of(spec.commandLine().getOut());
    if (!watch) {
      screen.print(lines(client));
      return;
    }
    CountDownLatch never = new CountDownLatch(1);
    do {
      screen.repaint(lines(client));
      // Not the screen's writer, to which this stream does not tell that its reader has gone.
    } while (!System.out.checkError() && !never.await(1, TimeUnit.SECONDS));
  }

  private static List<String> lines(LeashClient client)
      throws IOException, RpcException, InterruptedException {
    JsonNode stats = client.call("get_stats", LeashClient.params());
    Map<String, JsonNode> newest = new LinkedHashMap<>();
    for (String state : STATES) {
      client
          .call("list_downloads", LeashClient.params().put("state", state))
          .forEach(status -> newest.put(status.path("downloadId").asString(), status));
    }
    return StatusTable.lines(
        stats,
        Stream.concat(
                newest.values().stream()
                    .filter(status -> !isOver(status))
                    .sorted(Comparator.comparingInt(status -> -STATES.indexOf(state(status)))),
                newest.values().stream()
                    .filter(StatusCommand::isOver)
                    .sorted(Comparator.comparing(StatusCommand::end).reversed())
                    .limit(ENDED_SHOWN))
            .toList());
  }

  private static boolean isOver(JsonNode status) {
    return StatusTable.OVER.contains(state(status));
  }

  private static String state(JsonNode status) {
    return status.path("state").asString();
  }

  /** All are of one length: the order of the texts is that of the times. */
  private static String end(JsonNode status) {
    return status.path("finishedAt").asString();
  }
}
