package dev.leash.application;

import dev.leash.domain.download.DownloadId;
import dev.leash.domain.session.Sessions;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Puts the use cases together around their ports; an embedder needs nothing else. Safe for use by
 * several threads.
 */
public final class Application {
  private final Wiring wiring;
  private final Endings endings;
  private final Supplier<DownloadId> downloadIds;
  private final Configure configure;

  /**
   * What the application needs beside its ports.
   *
   * @param before the highest session id of earlier starts, 0 at the first
   * @param sessionIds gives the ids after that, see {@link Sessions}
   * @param downloadIds gives an id, never the same twice, to each download that its caller gave
   *     none; called by several threads
   * @param random spreads what would else happen at once; used by several threads
   * @param executor runs the data side: each task on a thread of its own, for as long as a download
   *     takes
   */
  public record Surroundings(
      long before,
      LongSupplier sessionIds,
      Supplier<DownloadId> downloadIds,
      RandomGenerator random,
      Executor executor,
      Faults faults) {}

  public Application(Ports ports, ApplicationSettings settings, Surroundings surroundings) {
    this(ports, settings, surroundings, new KeptLists(KeptLists.ROOM));
  }

  /**
   * @param lists with as much room as they shall have
   */
  Application(
      Ports bare, ApplicationSettings settings, Surroundings surroundings, KeptLists lists) {
    this.downloadIds = surroundings.downloadIds();
    Faults faults = surroundings.faults();
    Ports ports = guarded(bare, faults);
    Executor executor = surroundings.executor();
    Holdings holdings = new Holdings();
    Traffic traffic = new Traffic();
    SpeedLimit speed = new SpeedLimit(ports.clock());
    Means means =
        new Means(
            ports,
            settings,
            executor,
            surroundings.random(),
            holdings,
            traffic,
            speed,
            lists,
            faults);
    this.endings = new Endings(ports.sessionEvents(), ports.clock(), faults);
    this.wiring =
        new Wiring(
            settings,
            ports,
            new Sessions<>(surroundings.before(), surroundings.sessionIds()),
            new Downloads(settings.keptEndedDownloads(), lists),
            new DownloadQueue(
                settings, executor, download -> new DownloadRun(download, means), faults),
            holdings,
            traffic,
            speed,
            new OneAtATime());
    this.configure = new Configure(settings, wiring.queue(), speed);
  }

  private static Ports guarded(Ports ports, Faults faults) {
    GuardedEvents events = new GuardedEvents(ports.downloadEvents(), ports.sessionEvents(), faults);
    return new Ports(
        ports.transfer(), ports.archive(), ports.workspace(), ports.clock(), events, events);
  }

  public BeginSession beginSession() {
    return new BeginSession(wiring.sessions(), endings, wiring.ports().sessionEvents());
  }

  public EndSession endSession() {
    return new EndSession(wiring.sessions(), endings);
  }

  public GetSessionId getSessionId() {
    return new GetSessionId(wiring.sessions());
  }

  public StartDownload startDownload() {
    return new StartDownload(wiring, downloadIds);
  }

  public AwaitDownload awaitDownload() {
    return new AwaitDownload(wiring.downloads());
  }

  public CancelDownload cancelDownload() {
    return new CancelDownload(wiring.downloads());
  }

  public PauseDownload pauseDownload() {
    return new PauseDownload(wiring.downloads(), wiring.queue());
  }

  public ResumeDownload resumeDownload() {
    return new ResumeDownload(wiring.downloads(), wiring.queue());
  }

  public GetDownload getDownload() {
    return new GetDownload(wiring.downloads());
  }

  public ListDownloads listDownloads() {
    return new ListDownloads(wiring.downloads());
  }

  public ListFiles listFiles() {
    return new ListFiles(wiring.downloads());
  }

  public Configure configure() {
    return configure;
  }

  public GetStats getStats() {
    return new GetStats(wiring);
  }

  public ShutDown shutDown() {
    return new ShutDown(wiring.sessions(), endings, wiring.queue());
  }
}
