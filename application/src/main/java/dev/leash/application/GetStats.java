package dev.leash.application;

import dev.leash.application.Holdings.Kind;
import dev.leash.domain.download.DownloadState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells what is open at this moment, so that anyone can see that nothing is left behind. */
public final class GetStats {
  private final Wiring wiring;

  GetStats(Wiring wiring) {
    this.wiring = wiring;
  }

  /**
   * What is open.
   *
   * @param sessionsBegun since the start
   * @param downloads how many are in each state, by its label; the ended ones as far as they are
   *     kept
   * @param openConnections to servers
   * @param stagingFolders those that are still being deleted too
   * @param heldDestinations that running, queued and paused downloads have
   * @param resourcesOfEndedSessions how many threads, connections, staging folders and destinations
   *     are held by downloads of sessions that have ended; 0 soon after any end
   * @param receivedBytes of archives since the start
   */
  public record Stats(
      long sessionsBegun,
      Map<String, Integer> downloads,
      int openConnections,
      int stagingFolders,
      int heldDestinations,
      int resourcesOfEndedSessions,
      long receivedBytes) {
    public Stats {
      // In the order of a life.
      downloads = Collections.unmodifiableMap(new LinkedHashMap<>(downloads));
    }
  }

  public Stats get() {
    Holdings holdings = wiring.holdings();
    return new Stats(
        wiring.sessions().begun(),
        byState(),
        holdings.count(Kind.CONNECTION),
        wiring.ports().workspace().stagingFolders(),
        holdings.count(Kind.DESTINATION),
        holdings.ofEndedSessions(),
        wiring.traffic().receivedBytes());
  }

  private Map<String, Integer> byState() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    DownloadState.LABELS.forEach(label -> counts.put(label, 0));
    wiring
        .downloads()
        .newestFirst()
        .forEach(download -> counts.merge(download.state().label(), 1, Integer::sum));
    return counts;
  }
}
