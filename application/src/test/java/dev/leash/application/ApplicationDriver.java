package dev.leash.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.application.StartDownload.Command;
import dev.leash.application.StartDownload.Result;
import dev.leash.application.StartDownload.Ticket;
import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.NameRules;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.download.Outcome;
import dev.leash.domain.download.RetryPolicy;
import dev.leash.domain.port.FakeArchive;
import dev.leash.domain.port.FakeClock;
import dev.leash.domain.port.FakeTransfer;
import dev.leash.domain.port.FakeWorkspace;
import dev.leash.domain.port.RecordingEvents;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** The application on fakes, driven as the daemon drives it. Safe for use by several threads. */
final class ApplicationDriver {
  /** Of earlier starts. */
  static final long BEFORE = 7;

  static final Duration INTERVAL = Duration.ofMillis(100);

  private static final RetryPolicy NO_RETRIES =
      new RetryPolicy(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);

  /** Long enough for a busy machine; a test that waits longer has found something. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final FakeWorkspace workspace = new FakeWorkspace();
  final FakeTransfer transfer = new FakeTransfer();
  final FakeArchive archive = new FakeArchive();
  final FakeClock clock = new FakeClock();
  final RecordingEvents events = new RecordingEvents();
  final DataThreads threads = new DataThreads();
  final List<Throwable> faults = new CopyOnWriteArrayList<>();
  private final Application application;

  private ApplicationDriver(Setup setup) {
    AtomicLong ids = new AtomicLong(BEFORE);
    application =
        new Application(
            setup.ports.apply(new Ports(transfer, archive, workspace, clock, events, events)),
            setup.settings(),
            new Application.Surroundings(
                BEFORE,
                ids::incrementAndGet,
                () -> new DownloadId(UUID.randomUUID().toString()),
                new Random(1),
                setup.executor.apply(threads),
                (_, fault) -> faults.add(fault)),
            new KeptLists(setup.listRoom));
  }

  /** What differs from the usual. */
  static final class Setup {
    private int running = 100;
    private int queued = 100;
    private int kept = 100;
    private RetryPolicy retries = NO_RETRIES;
    private long listRoom = KeptLists.ROOM;
    private UnaryOperator<Ports> ports = UnaryOperator.identity();
    private UnaryOperator<Executor> executor = UnaryOperator.identity();

    Setup running(int most) {
      running = most;
      return this;
    }

    Setup queued(int most) {
      queued = most;
      return this;
    }

    Setup kept(int most) {
      kept = most;
      return this;
    }

    Setup retries(RetryPolicy policy) {
      retries = policy;
      return this;
    }

    Setup listRoom(long bytes) {
      listRoom = bytes;
      return this;
    }

    Setup ports(UnaryOperator<Ports> change) {
      ports = change;
      return this;
    }

    Setup executor(UnaryOperator<Executor> change) {
      executor = change;
      return this;
    }

    ApplicationDriver start() {
      return new ApplicationDriver(this);
    }

    private ApplicationSettings settings() {
      return new ApplicationSettings(
          running,
          queued,
          kept,
          INTERVAL,
          1 << 20,
          retries,
          ArchiveLimits.DEFAULT,
          NameRules.POSIX);
    }
  }

  static ApplicationDriver onFakes() {
    return new Setup().start();
  }

  Application application() {
    return application;
  }

  Result call(Command command) {
    return application.startDownload().start(command, _ -> {});
  }

  /** Starts a download without an id in the current session of the main scope. */
  Ticket start(Requests request) {
    return accepted(call(new Command(request.build(), none(), none(), none())));
  }

  Ticket start(String id, Requests request) {
    return accepted(call(command(id, request.build())));
  }

  Ticket startIn(Scope scope, Requests request) {
    return accepted(call(new Command(request.build(), none(), Optional.of(scope), none())));
  }

  static Command command(String id, DownloadRequest request) {
    return new Command(request, none(), none(), Optional.of(new DownloadId(id)));
  }

  static Command commandOf(SessionId session, DownloadRequest request) {
    return new Command(request, Optional.of(session), none(), none());
  }

  BeginSession.Result.Started begin() {
    return begin(Scope.MAIN);
  }

  BeginSession.Result.Started begin(Scope scope) {
    BeginSession.Result result = application.beginSession().begin(scope);
    assertThat(result).isInstanceOf(BeginSession.Result.Started.class);
    return (BeginSession.Result.Started) result;
  }

  Optional<CompletableFuture<DownloadStatus>> cancel(DownloadId id) {
    return application.cancelDownload().cancel(id);
  }

  DownloadStatus pause(DownloadId id) {
    return application.pauseDownload().pause(id).orElseThrow();
  }

  DownloadStatus resume(DownloadId id) {
    return application.resumeDownload().resume(id).orElseThrow();
  }

  DownloadStatus status(DownloadId id) {
    return application.getDownload().get(id).orElseThrow();
  }

  /** Lets it come to its end. */
  static Outcome outcome(Ticket ticket) {
    return outcome(await(ticket.ended()));
  }

  static Outcome outcome(DownloadStatus status) {
    assertThat(status.state()).isInstanceOf(DownloadState.Ended.class);
    return ((DownloadState.Ended) status.state()).outcome();
  }

  static Ticket accepted(Result result) {
    assertThat(result).isInstanceOf(Result.Accepted.class);
    return ((Result.Accepted) result).ticket();
  }

  static Refusal refused(Result result) {
    assertThat(result).isInstanceOf(Result.Refused.class);
    return ((Result.Refused) result).refusal();
  }

  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("it did not complete", e);
    }
  }

  /** Runs one to its end, with all that its end entails. */
  Ticket runToItsEnd(String id, Requests request) throws InterruptedException {
    int before = threads.started();
    Ticket ticket = start(id, request);
    threads.awaitEnd(before, PATIENCE);
    return ticket;
  }

  /** Waits until every thread of the data side has ended. */
  void awaitThreads() {
    try {
      threads.awaitEnd(0, PATIENCE);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** The same, and looks that nothing is left. */
  void awaitQuiet() throws InterruptedException {
    threads.awaitEnd(0, PATIENCE);
    assertThat(stats().resourcesOfEndedSessions()).isZero();
  }

  GetStats.Stats stats() {
    return application.getStats().get();
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
