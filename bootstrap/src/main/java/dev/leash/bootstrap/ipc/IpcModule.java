package dev.leash.bootstrap.ipc;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.leash.application.Faults;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.DownloadEvents;
import dev.leash.domain.port.SessionEvents;
import java.util.concurrent.ThreadFactory;

/**
 * Wires the socket; needs the use cases, a clock, the control side's threads, and who hears of
 * faults.
 */
public final class IpcModule extends AbstractModule {
  private final IpcLimits limits;
  private final String username;
  private final ProcessFacts process;
  private final Runnable shutdown;

  /**
   * @param username of the person at the desktop
   * @param shutdown begins a shutdown and returns at once
   */
  public IpcModule(IpcLimits limits, String username, ProcessFacts process, Runnable shutdown) {
    this.limits = limits;
    this.username = username;
    this.process = process;
    this.shutdown = shutdown;
  }

  @Provides
  @Singleton
  Json json() {
    return new Json(limits);
  }

  @Provides
  @Singleton
  Listeners listeners() {
    return new Listeners();
  }

  @Provides
  @Singleton
  Notifier notifier(Listeners listeners, Json json) {
    return new Notifier(listeners, json);
  }

  @ProvidesIntoSet
  DownloadEvents downloadEvents(Notifier notifier) {
    return notifier;
  }

  @ProvidesIntoSet
  SessionEvents sessionEvents(Notifier notifier) {
    return notifier;
  }

  @Provides
  @Singleton
  IpcService.Surroundings surroundings(Clock clock, ThreadFactory threads) {
    return new IpcService.Surroundings(limits, clock, threads);
  }

  @Provides
  @Singleton
  IpcServer server(
      UseCases useCases,
      Listeners listeners,
      Json json,
      IpcService.Surroundings surroundings,
      Faults faults) {
    IpcService.Backend backend =
        new IpcService.Backend(useCases, username, process, shutdown, faults);
    return new IpcServer(new IpcService(backend, listeners, json, surroundings));
  }
}
