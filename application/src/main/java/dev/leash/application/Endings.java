package dev.leash.application;

import dev.leash.domain.download.CancelCause;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.port.SessionEvents;
import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.Ended;
import dev.leash.domain.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lets go of all that an ended session held: the one way for every cause. */
final class Endings {
  private final SessionEvents events;
  private final Faults faults;

  Endings(SessionEvents events, Faults faults) {
    this.events = events;
    this.faults = faults;
  }

  /**
   * Cancels what the session held and tells of it; returns when every connection is closed and
   * every caller answered.
   */
  List<DownloadId> settle(Ended<TrackedDownload> ended) {
    SessionId current =
        ended.cause() instanceof EndCause.Superseded(SessionId by) ? by : SessionId.INITIAL;
    CancelCause cause = new CancelCause.SessionEnded(ended.cause(), current);
    List<DownloadId> cancelled = new ArrayList<>();
    for (TrackedDownload download : ended.taken()) {
      if (cancel(download, cause)) {
        cancelled.add(download.id());
      }
    }
    events.changed(
        new SessionEvents.Change(
            ended.session().scope(),
            current,
            ended.session().id(),
            Optional.of(ended.cause()),
            cancelled));
    return List.copyOf(cancelled);
  }

  /** One download whose connection fails to close must not keep the others of its session going. */
  private boolean cancel(TrackedDownload download, CancelCause cause) {
    try {
      return download.cancel(cause);
    } catch (RuntimeException | Error e) {
      faults.report("cancelling download " + download.id(), e);
      return true;
    }
  }
}
