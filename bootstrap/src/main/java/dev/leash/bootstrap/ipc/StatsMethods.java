package dev.leash.bootstrap.ipc;

import dev.leash.application.GetStats;
import dev.leash.domain.port.Clock;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The method that tells what is open. */
final class StatsMethods {
  private final GetStats getStats;
  private final Notifier notifier;
  private final ProcessFacts process;
  private final Clock clock;
  private final Duration startedAt;

  StatsMethods(GetStats getStats, Notifier notifier, ProcessFacts process, Clock clock) {
    this.getStats = getStats;
    this.notifier = notifier;
    this.process = process;
    this.clock = clock;
    this.startedAt = clock.monotonic();
  }

  List<Method> methods() {
    return List.of(new Method("get_stats", List.of(), this::get));
  }

  private void get(Params params, Client client, Reply reply) {
    GetStats.Stats stats = getStats.get();
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("version", process.version());
    result.put("pid", process.pid());
    result.put("uptimeMillis", clock.monotonic().minus(startedAt).toMillis());
    result.put("sessionsBegun", stats.sessionsBegun());
    ObjectNode downloads = result.putObject("downloads");
    stats.downloads().forEach(downloads::put);
    result.put("openConnections", stats.openConnections());
    result.put("stagingFolders", stats.stagingFolders());
    result.put("heldDestinations", stats.heldDestinations());
    result.put("resourcesOfEndedSessions", stats.resourcesOfEndedSessions());
    result.put("receivedBytes", stats.receivedBytes());
    result.put("memoryBytes", process.memoryBytes().getAsLong());
    result.put("clients", notifier.clients());
    reply.result(result);
  }
}
