package dev.leash.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.leash.application.Application;
import dev.leash.application.ApplicationSettings;
import dev.leash.application.Faults;
import dev.leash.application.Ports;
import dev.leash.application.ShutDown;
import dev.leash.bootstrap.log.Logs;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.port.Archive;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.DownloadEvents;
import dev.leash.domain.port.SessionEvents;
import dev.leash.domain.port.Transfer;
import dev.leash.domain.port.Workspace;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;

/** Wires the use cases around whatever adapters are bound. */
final class ApplicationModule extends AbstractModule {
  private final ApplicationSettings settings;
  private final long before;
  private final LongSupplier sessionIds;

  /**
   * @param before the highest session id of earlier starts
   * @param sessionIds gives those after it
   */
  ApplicationModule(ApplicationSettings settings, long before, LongSupplier sessionIds) {
    this.settings = settings;
    this.before = before;
    this.sessionIds = sessionIds;
  }

  @Provides
  @Singleton
  ThreadFactory controlThreads() {
    return Threads.control();
  }

  @Provides
  @Singleton
  ExecutorService dataThreads() {
    return Threads.data();
  }

  @Provides
  @Singleton
  Clock clock(ThreadFactory threads) {
    return new SystemClock(threads);
  }

  @Provides
  @Singleton
  Faults faults() {
    return Logs.faults();
  }

  @Provides
  @Singleton
  EventFanOut events(
      Set<DownloadEvents> ofDownloads, Set<SessionEvents> ofSessions, Faults faults) {
    return new EventFanOut(List.copyOf(ofDownloads), List.copyOf(ofSessions), faults);
  }

  @Provides
  @Singleton
  Ports ports(
      Transfer transfer, Archive archive, Workspace workspace, Clock clock, EventFanOut events) {
    return new Ports(transfer, archive, workspace, clock, events, events);
  }

  @Provides
  @Singleton
  Application application(Ports ports, ExecutorService executor, Faults faults) {
    return new Application(
        ports,
        settings,
        new Application.Surroundings(
            before, sessionIds, ApplicationModule::newId, new Random(), executor, faults));
  }

  private static DownloadId newId() {
    return new DownloadId(UUID.randomUUID().toString());
  }

  @Provides
  @Singleton
  ShutDown shutDown(Application application) {
    return application.shutDown();
  }
}
