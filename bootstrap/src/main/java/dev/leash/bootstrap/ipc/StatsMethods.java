package dev.leash.bootstrap.ipc;

import dev.leash.application.GetStats;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.port.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The method that tells what is open. */
final class StatsMethods {
  private static final Shape<Map<String, Integer>> COUNTS = counts();

  private final GetStats getStats;
  private final Listeners listeners;
  private final ProcessFacts process;
  private final Clock clock;
  private final Duration startedAt;

  private final Shape<GetStats.Stats> shape =
      Shape.<GetStats.Stats>named("Stats", "What is open.")
          .text("version", "of Leash", _ -> process().version())
          .count("pid", "of the process", _ -> process().pid())
          .count("uptimeMillis", "since the start", _ -> uptimeMillis())
          .count("sessionsBegun", "since the start", GetStats.Stats::sessionsBegun)
          .add(
              "downloads",
              "how many are in each state; the ended ones as far as they are kept",
              Schema.of(COUNTS),
              stats -> COUNTS.write(stats.downloads()))
          .count(
              "openConnections",
              "to servers, those that are kept for reuse not among them",
              GetStats.Stats::openConnections)
          .count(
              "stagingFolders",
              "those that are still being deleted, too",
              GetStats.Stats::stagingFolders)
          .count(
              "heldDestinations",
              "one for each download that is queued, running, paused or publishing",
              GetStats.Stats::heldDestinations)
          .count(
              "resourcesOfEndedSessions",
              "threads, connections, staging folders and destinations of downloads whose session has"
                  + " ended; 0 soon after any end",
              GetStats.Stats::resourcesOfEndedSessions)
          .count("receivedBytes", "of archives, since the start", GetStats.Stats::receivedBytes)
          .count(
              "memoryBytes", "that the process occupies", _ -> process().memoryBytes().getAsLong())
          .count("clients", "that are connected", _ -> clients())
          .build();

  StatsMethods(GetStats getStats, Listeners listeners, ProcessFacts process, Clock clock) {
    this.getStats = getStats;
    this.listeners = listeners;
    this.process = process;
    this.clock = clock;
    this.startedAt = clock.monotonic();
  }

  List<Method> methods() {
    return List.of(
        new Method(
            "get_stats",
            "Tells what is open, so that anyone can see that nothing is left behind.",
            List.of(),
            Method.Result.of(shape),
            (params, client, reply) -> reply.result(shape.write(getStats.get()))));
  }

  private static Shape<Map<String, Integer>> counts() {
    Shape.Builder<Map<String, Integer>> counts =
        Shape.named("DownloadCounts", "How many downloads are in each state.");
    DownloadState.LABELS.forEach(
        label -> counts.count(label, "how many", all -> all.getOrDefault(label, 0)));
    return counts.build();
  }

  private ProcessFacts process() {
    return process;
  }

  private long uptimeMillis() {
    return clock.monotonic().minus(startedAt).toMillis();
  }

  private int clients() {
    return listeners.clients();
  }
}
