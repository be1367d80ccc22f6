package dev.leash.bootstrap;

import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.port.DownloadEvents;
import dev.leash.domain.port.SessionEvents;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.util.List;

/** Tells everybody who wants to hear. */
record EventFanOut(List<DownloadEvents> ofDownloads, List<SessionEvents> ofSessions)
    implements DownloadEvents, SessionEvents {
  EventFanOut {
    ofDownloads = List.copyOf(ofDownloads);
    ofSessions = List.copyOf(ofSessions);
  }

  @Override
  public void accepted(DownloadStatus status) {
    ofDownloads.forEach(events -> events.accepted(status));
  }

  @Override
  public void changed(DownloadStatus status) {
    ofDownloads.forEach(events -> events.changed(status));
  }

  @Override
  public void progressed(DownloadStatus status) {
    ofDownloads.forEach(events -> events.progressed(status));
  }

  @Override
  public void finished(DownloadStatus status) {
    ofDownloads.forEach(events -> events.finished(status));
  }

  @Override
  public void begun(Scope scope, SessionId current) {
    ofSessions.forEach(events -> events.begun(scope, current));
  }

  @Override
  public void changed(Change change) {
    ofSessions.forEach(events -> events.changed(change));
  }
}
