package dev.leash.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import com.google.inject.spi.Message;
import com.google.inject.util.Modules;
import dev.leash.application.Application;
import dev.leash.bootstrap.ipc.IpcModule;
import dev.leash.bootstrap.ipc.UseCases;
import dev.leash.bootstrap.log.LogEvents;
import dev.leash.bootstrap.state.StateDirectory;
import dev.leash.domain.port.DownloadEvents;
import dev.leash.domain.port.SessionEvents;
import dev.leash.filesystem.FilesystemModule;
import dev.leash.filesystem.FilesystemSettings;
import dev.leash.http.HttpModule;

/** Which modules make up the daemon. */
final class DaemonModules {
  private DaemonModules() {}

  static Module production(DaemonSettings settings, StateDirectory state, Runnable requestStop) {
    return Modules.combine(
        new ApplicationModule(settings.application(), state.counter().before(), state.counter()),
        new HttpModule(settings.http()),
        new FilesystemModule(filesystem(settings, state)),
        new IpcModule(
            settings.ipc(), System.getProperty("user.name", ""), ThisProcess.facts(), requestStop),
        new DrivingModule());
  }

  private static FilesystemSettings filesystem(DaemonSettings settings, StateDirectory state) {
    return new FilesystemSettings(
        state.path(),
        settings.allowedRoots(),
        settings.freeSpace().bytes(),
        settings.freeSpace().percent(),
        settings.durability());
  }

  /** What is wrong, in one line: the innermost cause, or the first mistake in the wiring. */
  static String reason(CreationException e) {
    Message first = e.getErrorMessages().iterator().next();
    Throwable cause = first.getCause();
    if (cause == null) {
      return firstLine(first.getMessage());
    }
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return firstLine(String.valueOf(cause.getMessage()));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  /** What drives the application, and what hears of it beside the socket. */
  private static final class DrivingModule extends AbstractModule {
    @Provides
    @Singleton
    UseCases useCases(Application application) {
      return new UseCases(
          application.beginSession(),
          application.endSession(),
          application.getSessionId(),
          application.startDownload(),
          application.awaitDownload(),
          application.cancelDownload(),
          application.pauseDownload(),
          application.resumeDownload(),
          application.getDownload(),
          application.listDownloads(),
          application.listFiles(),
          application.getStats(),
          application.configure());
    }

    @Provides
    @Singleton
    LogEvents logEvents() {
      return new LogEvents();
    }

    @ProvidesIntoSet
    DownloadEvents downloadEvents(LogEvents events) {
      return events;
    }

    @ProvidesIntoSet
    SessionEvents sessionEvents(LogEvents events) {
      return events;
    }
  }
}
