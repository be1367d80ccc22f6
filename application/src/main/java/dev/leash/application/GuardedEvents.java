package dev.leash.application;

import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.port.DownloadEvents;
import dev.leash.domain.port.SessionEvents;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.time.Duration;

/**
 * Keeps a listener's fault from those who tell it: it would leave a publisher in the gate, or a
 * session that has ended with its downloads running. Safe for use by several threads.
 */
record GuardedEvents(DownloadEvents downloads, SessionEvents sessions, Faults faults)
    implements DownloadEvents, SessionEvents {
  @Override
  public void accepted(DownloadStatus status) {
    guard("accepted", () -> downloads.accepted(status));
  }

  @Override
  public void changed(DownloadStatus status) {
    guard("changed", () -> downloads.changed(status));
  }

  @Override
  public void progressed(DownloadStatus status) {
    guard("progressed", () -> downloads.progressed(status));
  }

  @Override
  public void finished(DownloadStatus status) {
    guard("finished", () -> downloads.finished(status));
  }

  @Override
  public void begun(Scope scope, SessionId current) {
    guard("a session begun", () -> sessions.begun(scope, current));
  }

  @Override
  public void changed(Change change) {
    guard("a session changed", () -> sessions.changed(change));
  }

  @Override
  public void held(Scope scope, SessionId ended, Duration since) {
    guard("a session held", () -> sessions.held(scope, ended, since));
  }

  private void guard(String what, Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException | Error e) {
      faults.report("telling: " + what, e);
    }
  }
}
