package dev.leash.application;

import dev.leash.domain.download.CancelCause;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.SessionEvents;
import dev.leash.domain.session.Ended;
import dev.leash.domain.session.Session;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets go of all that an ended session held: the one way for every cause. */
final class Endings {
  /** A publication takes milliseconds; of a disk that hangs for longer, somebody should know. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SessionEvents events;
  private final Clock clock;
  private final Faults faults;

  Endings(SessionEvents events, Clock clock, Faults faults) {
    this.events = events;
    this.clock = clock;
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
      tellWhenHeld(ended);
    }
  }

  private void tellWhenHeld(Ended<TrackedDownload> ended) {
    if (!ended.fence().isDone()) {
      Session<TrackedDownload> session = ended.session();
      Clock.Alarm alarm =
          clock.after(PATIENCE, () -> events.held(session.scope(), session.id(), PATIENCE));
      var _ = ended.fence().thenRun(alarm::close);
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
