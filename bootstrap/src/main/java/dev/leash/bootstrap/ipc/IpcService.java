package dev.leash.bootstrap.ipc;

import dev.leash.application.Faults;
import dev.leash.domain.port.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/**
 * What all connections share: the methods behind them, and the bounds. Safe for use by several
 * threads.
 */
final class IpcService {
  /** Clients may have a fourth: downloads need the most of it. */
  private static final int SHARE_OF_THE_HEAP = 4;

  /** Whoever gets hold of a page must not end the daemon for all, nor set the person's limits. */
  private static final Set<String> NOT_FOR_PAGES = Set.of("shutdown", "configure");

  private final Dispatcher dispatcher;
  private final Dispatcher dispatcherOfPages;
  private final Listeners listeners;
  private final SessionMethods sessions;
  private final DownloadMethods downloads;
  private final IpcLimits limits;
  private final Clock clock;
  private final ThreadFactory threads;
  private final Faults faults;
  private final ClientMemory memory =
      new ClientMemory(Runtime.getRuntime().maxMemory() / SHARE_OF_THE_HEAP);

  /**
   * What the service needs.
   *
   * @param username of the person at the desktop
   * @param shutdown begins a shutdown and returns at once
   */
  record Backend(
      UseCases useCases, String username, ProcessFacts process, Runnable shutdown, Faults faults) {}

  IpcService(Backend backend, Listeners listeners, Json json, Surroundings surroundings) {
    this.listeners = listeners;
    this.limits = surroundings.limits();
    this.clock = surroundings.clock();
    this.threads = surroundings.threads();
    this.faults = backend.faults();
    UseCases useCases = backend.useCases();
    this.sessions = new SessionMethods(useCases, listeners, backend.username());
    this.downloads = new DownloadMethods(useCases, listeners);
    List<Method> own =
        Stream.of(
                sessions.methods(),
                downloads.methods(),
                new FileMethods(useCases.listFiles()).methods(),
                new ConfigureMethods(useCases.configure()).methods(),
                new DaemonMethods(listeners, backend.shutdown()).methods(),
                new StatsMethods(useCases.getStats(), listeners, backend.process(), clock)
                    .methods())
            .flatMap(List::stream)
            .toList();
    List<Method> ofPages =
        own.stream().filter(method -> !NOT_FOR_PAGES.contains(method.name())).toList();
    this.dispatcher = dispatcher(own, backend, json);
    this.dispatcherOfPages = dispatcher(ofPages, backend, json);
  }

  private Dispatcher dispatcher(List<Method> own, Backend backend, Json json) {
    List<Method> methods = new OpenRpc(backend.process().version()).describing(own);
    return new Dispatcher(methods, json, limits, backend.faults());
  }

  /**
   * @param threads makes the platform threads of the control side
   */
  record Surroundings(IpcLimits limits, Clock clock, ThreadFactory threads) {}

  Dispatcher dispatcher() {
    return dispatcher;
  }

  /** The same but for what is not offered to pages. */
  Dispatcher dispatcherOfPages() {
    return dispatcherOfPages;
  }

  Listeners listeners() {
    return listeners;
  }

  IpcLimits limits() {
    return limits;
  }

  Clock clock() {
    return clock;
  }

  ThreadFactory threads() {
    return threads;
  }

  Faults faults() {
    return faults;
  }

  ClientMemory memory() {
    return memory;
  }

  void disconnected(Client client) {
    sessions.disconnect(client);
    // After the ends of its own sessions, which it may still hear of.
    downloads.disconnect(client);
  }
}
