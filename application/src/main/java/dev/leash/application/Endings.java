package dev.leash.application;

import dev.leash.domain.download.CancelCause;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.port.SessionEvents;
import dev.leash.domain.session.Ended;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
   * every caller answered. Until then the fence of every later session waits: two ends of one scope
   * may come at the same moment, on two connections.
   */
  List<DownloadId> settle(Ended<TrackedDownload> ended) {
    Set<TrackedDownload> told = new LinkedHashSet<>();
    try {
      return settle(ended, told);
    } finally {
      ended.taken().stream()
          .filter(download -> told.contains(download) || !isEndingByItself(download))
          .forEach(TrackedDownload::release);
    }
  }

  /**
   * It releases itself once its caller has heard of it. One that publishes has the gate to wait.
   */
  private static boolean isEndingByItself(TrackedDownload download) {
    return download.state() instanceof DownloadState.Ended;
  }

  private List<DownloadId> settle(Ended<TrackedDownload> ended, Set<TrackedDownload> told) {
    CancelCause.SessionEnded cause = CancelCause.SessionEnded.by(ended.cause());
    // All callers first: telling one is a matter of microseconds, closing a connection of up to
    // some milliseconds.
    ended.taken().stream().filter(download -> tell(download, cause)).forEach(told::add);
    told.forEach(this::closeConnections);
    List<DownloadId> cancelled = told.stream().map(TrackedDownload::id).toList();
    events.changed(
        new SessionEvents.Change(
            ended.session().scope(),
            cause.current(),
            ended.session().id(),
            Optional.of(ended.cause()),
            cancelled));
    return cancelled;
  }

  /** One download that cannot be let go of must not keep the others of its session going. */
  private boolean tell(TrackedDownload download, CancelCause cause) {
    try {
      return download.tellCancelled(cause);
    } catch (RuntimeException | Error e) {
      faults.report("cancelling download " + download.id(), e);
      return true;
    }
  }

  private void closeConnections(TrackedDownload download) {
    try {
      download.closeConnections();
    } catch (RuntimeException | Error e) {
      faults.report("closing the connections of download " + download.id(), e);
    }
  }
}
