package dev.leash.bootstrap;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.util.Modules;
import dev.leash.application.Faults;
import dev.leash.application.ShutDown;
import dev.leash.bootstrap.ipc.IpcServer;
import dev.leash.bootstrap.lock.StartFailure;
import dev.leash.bootstrap.log.Logs;
import dev.leash.bootstrap.state.StateDirectory;
import dev.leash.bootstrap.web.Gateway;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.Workspace;
import dev.leash.filesystem.FilesystemSettings.Durability;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The whole of Leash behind its socket, or its two streams. Safe for use by several threads. */
public final class Daemon implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(Daemon.class);

  /**
   * With a second for the sweeper and half a one for the logs, under the 5 s in which the daemon
   * must be gone.
   */
  private static final Duration FOR_DOWNLOADS = Duration.ofMillis(1_500);

  private static final Duration FOR_CLIENTS = Duration.ofMillis(500);

  private final LifeCycle lifeCycle = new LifeCycle();
  private final CountDownLatch stopRequested = new CountDownLatch(1);
  private final DaemonSettings settings;
  private final Faults faults = Logs.faults();
  private Optional<WebAddress> web = Optional.empty();

  /** How calls come to be accepted. */
  @FunctionalInterface
  private interface Opening {
    void open(IpcServer server, Daemon daemon) throws StartFailure;
  }

  private Daemon(DaemonSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts a daemon; calls are accepted when this returns.
   *
   * @param overrides bindings that take the place of the daemon's own: other adapters, say
   * @throws StartFailure when it cannot start; nothing of it is left then
   */
  public static Daemon start(DaemonSettings settings, Module... overrides) throws StartFailure {
    Path socket = settings.socket().orElseThrow();
    return start(settings, (server, _) -> server.start(socket), overrides);
  }

  /**
   * Starts a daemon for one client, who speaks over streams in place of the socket; the end of the
   * input asks for a shutdown.
   *
   * @throws StartFailure when it cannot start; nothing of it is left then
   */
  public static Daemon start(
      DaemonSettings settings, InputStream in, OutputStream out, Module... overrides)
      throws StartFailure {
    return start(
        settings, (server, daemon) -> server.serve(in, out, daemon::requestStop), overrides);
  }

  private static Daemon start(DaemonSettings settings, Opening opening, Module... overrides)
      throws StartFailure {
    Daemon daemon = new Daemon(settings);
    boolean started = false;
    try {
      daemon.startAll(opening, Modules.combine(overrides));
      started = true;
      return daemon;
    } finally {
      if (!started) {
        daemon.close();
      }
    }
  }

  /** Where it listens; only of a daemon that has a socket. */
  public Path socket() {
    return settings.socket().orElseThrow();
  }

  /** Where pages connect, if they may. */
  public Optional<WebAddress> web() {
    return web;
  }

  /** Asks for a shutdown; returns at once. */
  public void requestStop() {
    stopRequested.countDown();
  }

  /** Waits until somebody asks for a shutdown. */
  public void awaitStopRequest() throws InterruptedException {
    stopRequested.await();
  }

  /**
   * Shuts down: every download is cancelled, every caller hears of it, nothing is left. A second
   * call does nothing.
   */
  @Override
  public void close() {
    lifeCycle.stop(faults);
  }

  private void startAll(Opening opening, Module overrides) throws StartFailure {
    StateDirectory state =
        StateDirectory.open(settings.stateDirectory(), settings.durability() == Durability.FULL);
    // The logs last of all: they may have to be left behind, and the next daemon waits for the
    // state directory.
    lifeCycle.onStop("logging", Logs::stop);
    lifeCycle.onStop("the state directory", state::close);
    Logs.start(settings.logLevel(), Optional.of(state.logs().resolve("leash.log")));
    checkRoots(settings.allowedRoots());
    Injector injector = inject(state, overrides);
    startParts(injector);
    IpcServer server = injector.getInstance(IpcServer.class);
    ShutDown shutDown = injector.getInstance(ShutDown.class);
    Optional<Gateway> gateway = gateway(server, injector.getInstance(Clock.class));
    lifeCycle.onStop("the clients", () -> await(server.finishConnections(), FOR_CLIENTS));
    lifeCycle.onStop("the downloads", () -> await(aside(shutDown), FOR_DOWNLOADS));
    lifeCycle.onStop("the socket", server::stopAccepting);
    opening.open(server, this);
    LOG.info("Listening on {}", settings.socket().map(Path::toString).orElse("the standard input"));
    if (gateway.isPresent()) {
      open(gateway.get());
    }
  }

  /**
   * Nothing of it, nor of its library, is loaded where no page is served: to link a lambda that has
   * it among its types would.
   */
  private Optional<Gateway> gateway(IpcServer server, Clock clock) {
    if (settings.web().isEmpty()) {
      return Optional.empty();
    }
    Gateway gateway =
        new Gateway(settings.web().get(), server, clock, line -> LOG.warn("{}", line));
    lifeCycle.onStop("the gateway", gateway::stop);
    return Optional.of(gateway);
  }

  private void open(Gateway gateway) throws StartFailure {
    // Before: a start that fails half-way leaves no port behind.
    lifeCycle.onStop("the gateway's port", gateway::stopAccepting);
    gateway.start();
    web = Optional.of(new WebAddress(gateway.url(), gateway.token()));
    LOG.info("Listening for pages on {}", gateway.url());
  }

  /** Here and not where they are used: the reason is one line for a person. */
  private static void checkRoots(List<Path> roots) throws StartFailure {
    for (Path root : roots) {
      if (!Files.isDirectory(root)) {
        throw new StartFailure("The allowed root is no folder, or cannot be reached: " + root);
      }
    }
  }

  private Injector inject(StateDirectory state, Module overrides) throws StartFailure {
    try {
      return Guice.createInjector(
          Stage.PRODUCTION,
          Modules.override(DaemonModules.production(settings, state, this::requestStop))
              .with(overrides),
          new StrictModule());
    } catch (CreationException e) {
      // A root that cannot be resolved, say: the cause has the words for a person.
      faults.report("wiring", e);
      throw new StartFailure(DaemonModules.reason(e));
    }
  }

  private void startParts(Injector injector) throws StartFailure {
    if (injector.getInstance(Clock.class) instanceof AutoCloseable clock) {
      lifeCycle.onStop("the clock", clock::close);
    }
    Workspace workspace = injector.getInstance(Workspace.class);
    lifeCycle.onStop("the workspace", workspace::close);
    ExecutorService data = injector.getInstance(ExecutorService.class);
    lifeCycle.onStop("the data side", data::shutdown);
    try {
      workspace.recover();
    } catch (UncheckedIOException e) {
      throw new StartFailure("What earlier starts left cannot be swept: " + e.getMessage());
    }
  }

  /** So that the bound holds for the telling, too: with many scopes it takes seconds. */
  private static CompletableFuture<Void> aside(ShutDown shutDown) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    Runnable telling =
        () -> {
          try {
            var _ = shutDown.shutDown().thenAccept(over::complete);
          } catch (RuntimeException | Error e) {
            over.completeExceptionally(e);
          }
        };
    Threads.control().newThread(telling).start();
    return over;
  }

  private static void await(CompletableFuture<Void> done, Duration atMost)
      throws InterruptedException, ExecutionException {
    try {
      done.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // A look-up or a disk that hangs, or a client that does not read: the process ends without
      // it.
      LOG.warn("The shutdown does not wait any longer than {} ms", atMost.toMillis());
    }
  }
}
