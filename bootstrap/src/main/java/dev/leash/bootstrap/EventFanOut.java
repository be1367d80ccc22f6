package dev.leash.bootstrap;

import dev.leash.application.Faults;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.port.DownloadEvents;
import dev.leash.domain.port.SessionEvents;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells everybody who wants to hear; one listener's fault does not keep the others from hearing.
 */
record EventFanOut(List<DownloadEvents> ofDownloads, List<SessionEvents> ofSessions, Faults faults)
    implements DownloadEvents, SessionEvents {
  EventFanOut {
    ofDownloads = List.copyOf(ofDownloads);
    ofSessions = List.copyOf(ofSessions);
  }

  @Override
  public void accepted(DownloadStatus status) {
    each(ofDownloads, events -> events.accepted(status));
  }

  @Override
  public void changed(DownloadStatus status) {
    each(ofDownloads, events -> events.changed(status));
  }

  @Override
  public void progressed(DownloadStatus status) {
    each(ofDownloads, events -> events.progressed(status));
  }

  @Override
  public void finished(DownloadStatus status) {
    each(ofDownloads, events -> events.finished(status));
  }

  @Override
  public void begun(Scope scope, SessionId current) {
    each(ofSessions, events -> events.begun(scope, current));
  }

  @Override
  public void changed(Change change) {
    each(ofSessions, events -> events.changed(change));
  }

  @Override
  public void held(Scope scope, SessionId ended, Duration since) {
    each(ofSessions, events -> events.held(scope, ended, since));
  }

  private <L> void each(List<L> listeners, Consumer<L> telling) {
    for (L listener : listeners) {
      try {
        telling.accept(listener);
      } catch (RuntimeException | Error e) {
        faults.report("telling " + listener.getClass().getSimpleName(), e);
      }
    }
  }
}
