package dev.leash.application;

import dev.leash.domain.download.DownloadId;
import dev.leash.domain.session.Sessions;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Puts the use cases together around their ports; an embedder needs nothing else. Safe for use by
 * several threads.
 */
public final class Application {
  private final Wiring wiring;
  private final Endings endings;

  /**
   * What the application needs beside its ports.
   *
   * @param before the highest session id of earlier starts, 0 at the first
   * @param sessionIds gives the ids after that, see {@link Sessions}
   * @param executor runs the data side: each task on a thread of its own, for as long as a download
   *     takes
   */
  public record Surroundings(
      long before, LongSupplier sessionIds, Executor executor, Faults faults) {}

  public Application(Ports bare, ApplicationSettings settings, Surroundings surroundings) {
    Faults faults = surroundings.faults();
    Ports ports = guarded(bare, faults);
    Executor executor = surroundings.executor();
    this.endings = new Endings(ports.sessionEvents(), faults);
    this.wiring =
        new Wiring(
            settings,
            ports,
            new Sessions<>(surroundings.before(), surroundings.sessionIds()),
            new Downloads(settings.keptEndedDownloads()),
            new DownloadQueue(
                settings,
                executor,
                download -> new DownloadRun(download, ports, settings, executor, faults).run(),
                faults),
            new OneAtATime(),
            new Door());
  }

  private static Ports guarded(Ports ports, Faults faults) {
    GuardedEvents events = new GuardedEvents(ports.downloadEvents(), ports.sessionEvents(), faults);
    return new Ports(
        ports.transfer(), ports.archive(), ports.workspace(), ports.clock(), events, events);
  }

  public BeginSession beginSession() {
    return new BeginSession(
        wiring.sessions(), endings, wiring.ports().sessionEvents(), wiring.door());
  }

  public EndSession endSession() {
    return new EndSession(wiring.sessions(), endings);
  }

  public GetSessionId getSessionId() {
    return new GetSessionId(wiring.sessions());
  }

  public StartDownload startDownload() {
    return new StartDownload(wiring, () -> new DownloadId(UUID.randomUUID().toString()));
  }

  public AwaitDownload awaitDownload() {
    return new AwaitDownload(wiring.downloads());
  }

  public CancelDownload cancelDownload() {
    return new CancelDownload(wiring.downloads());
  }

  public GetDownload getDownload() {
    return new GetDownload(wiring.downloads());
  }

  public ListDownloads listDownloads() {
    return new ListDownloads(wiring.downloads());
  }

  public ShutDown shutDown() {
    return new ShutDown(wiring.sessions(), endings, wiring.queue(), wiring.door());
  }
}
