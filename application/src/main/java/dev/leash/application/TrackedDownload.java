package dev.leash.application;

import dev.leash.domain.download.CancelCause;
import dev.leash.domain.download.Download;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadResult;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.Transition;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.DownloadEvents;
import dev.leash.domain.port.Workspace.Claim;
import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A download with what belongs to it while it lives: its session, its claim, its cancellation,
 * those who wait for it. Its transitions and the events about them happen under one lock, so that
 * events come in their order and nothing follows the end. Safe for use by several threads.
 */
final class TrackedDownload {
  private final StartDownload.Command command;
  private final Session<TrackedDownload> session;
  private final Claim claim;
  private final Holdings.Holding destination;
  private final Clock clock;
  private final DownloadEvents events;
  private final ProgressMeter meter;
  private final Duration acceptedAt;
  private final Cancellation cancellation = new Cancellation();
  private final CompletableFuture<DownloadStatus> ended = new CompletableFuture<>();

  // Guarded by this.
  private final Download download;
  private Cancellation leg = new Cancellation();

  /** What was asked for, and granted. */
  record Order(
      DownloadId id,
      StartDownload.Command command,
      Session<TrackedDownload> session,
      Claim claim) {}

  TrackedDownload(Order order, Ports ports, Duration progressInterval, Holdings holdings) {
    this.command = order.command();
    this.session = order.session();
    this.claim = order.claim();
    this.destination = holdings.take(Holdings.Kind.DESTINATION, session);
    this.clock = ports.clock();
    this.events = ports.downloadEvents();
    this.meter = new ProgressMeter(clock, progressInterval, this::reportProgress);
    this.acceptedAt = clock.monotonic();
    this.download =
        new Download(order.id(), session.id(), session.scope(), command.request(), clock.now());
  }

  DownloadId id() {
    return download.id();
  }

  DownloadRequest request() {
    return command.request();
  }

  StartDownload.Command command() {
    return command;
  }

  Session<TrackedDownload> session() {
    return session;
  }

  Claim claim() {
    return claim;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  ProgressMeter meter() {
    return meter;
  }

  /** A successor may have it; a second call does nothing. */
  void letGoOfDestination() {
    claim.close();
    destination.close();
  }

  /** Since its acceptance. */
  Duration age() {
    return clock.monotonic().minus(acceptedAt);
  }

  /**
   * Its last status, once it has ended; completed after everybody was told. Whoever depends on it
   * must not wait.
   */
  CompletableFuture<DownloadStatus> ended() {
    return ended;
  }

  synchronized DownloadState state() {
    return download.state();
  }

  synchronized DownloadStatus status() {
    return new DownloadStatus(
        download.id(),
        download.session(),
        download.scope(),
        download.request(),
        download.state(),
        meter.snapshot(),
        download.acceptedAt());
  }

  /**
   * Puts this on its session's leash and tells of it, in one step: a session that ends meanwhile
   * cancels it after that.
   *
   * @param onceAdmitted runs before anybody is told; must not wait
   * @return why it was not admitted
   */
  synchronized Optional<EndCause> admit(Runnable onceAdmitted) {
    Optional<EndCause> refused = session.admit(this);
    if (refused.isEmpty()) {
      try {
        onceAdmitted.run();
      } finally {
        events.accepted(status());
      }
    }
    return refused;
  }

  /**
   * Queued → running.
   *
   * @return the cancellation of the leg that begins: a pause ends it, and whatever ends the
   *     download; empty when there is none to begin
   */
  synchronized Optional<Cancellation.Child> run() {
    if (session.ended().isPresent()) {
      // It is told so in a moment: the place that it got may be that of one which was told before.
      return Optional.empty();
    }
    Transition transition = download.run();
    if (!transition.isMade()) {
      return Optional.empty();
    }
    meter.start();
    Cancellation.Child begun = cancellation.child();
    leg = begun.cancellation();
    changed(transition);
    return Optional.of(begun);
  }

  /** An attempt has failed; false when no other shall follow. */
  synchronized boolean retry(Failure failure, Duration delay) {
    return changed(download.retry(failure, delay));
  }

  /** The server has answered an attempt, and nothing is lost. */
  synchronized void goOn() {
    changed(download.goOn());
  }

  /** What has arrived counts no more. */
  synchronized void startOver() {
    Transition transition = download.startOver();
    if (transition.isMade()) {
      meter.startOver();
      changed(transition);
    }
  }

  /**
   * All is there but the destination's turn; false when it is paused or over. Nobody hears of it:
   * to them it runs on.
   */
  synchronized boolean stage() {
    return download.stage().isMade();
  }

  /** Staged → publishing; false when it is over. */
  synchronized boolean publish() {
    return changed(download.publish());
  }

  /**
   * Halts it where that makes sense.
   *
   * @return its status then; when that is paused, its connections are closed, whoever paused it
   */
  DownloadStatus pause() {
    Cancellation halted;
    synchronized (this) {
      Transition transition = download.pause();
      if (transition.isMade()) {
        meter.halt();
        changed(transition);
      }
      if (!isPaused()) {
        return status();
      }
      halted = leg;
    }
    while (true) {
      halted.cancel();
      synchronized (this) {
        if (!isPaused() || leg == halted) {
          return status();
        }
        // Others have resumed it and paused it again; that leg has connections of its own.
        halted = leg;
      }
    }
  }

  private boolean isPaused() {
    return download.state() instanceof DownloadState.Paused;
  }

  /** Paused → queued. */
  synchronized void resume() {
    changed(download.resume());
  }

  boolean complete(DownloadResult result) {
    return end(() -> download.complete(result, clock.now()));
  }

  boolean fail(Failure failure) {
    return end(() -> download.fail(failure, clock.now()));
  }

  /** Fails it for what happened in a leg, unless that was paused meanwhile. */
  boolean failRunning(Failure failure) {
    return end(() -> download.failRunning(failure, clock.now()));
  }

  /**
   * Cancels it, on this thread: who waits for it is told and its connections are closed before this
   * returns, whatever its own thread does.
   *
   * @return false when it is publishing, or over
   */
  boolean cancel(CancelCause cause) {
    return end(() -> download.cancel(cause, clock.now()));
  }

  /**
   * The first half of {@link #cancel}, for who cancels many: all callers are told before the first
   * connection is closed, which takes longer. {@link #closeConnections} must follow.
   */
  boolean tellCancelled(CancelCause cause) {
    return tell(() -> download.cancel(cause, clock.now()));
  }

  /** The second half of {@link #cancel}. */
  void closeConnections() {
    cancellation.cancel();
  }

  /** Whoever waits for the end of its session waits for it no longer. */
  void release() {
    session.release(this);
  }

  /**
   * Ends it as cancelled by the end of its session, when that came too late to cancel it but early
   * enough for its publication to be undone; else does nothing.
   */
  void withdraw() {
    session
        .ended()
        .map(CancelCause.SessionEnded::by)
        .ifPresent(cause -> end(() -> download.withdraw(cause, clock.now())));
  }

  /** Whether it has ended, or is about to: whoever ended its session cancels it. */
  boolean isOver() {
    return session.ended().isPresent() || state() instanceof DownloadState.Ended;
  }

  private synchronized void reportProgress() {
    // One that was due when it ended or was paused has nothing to tell any more.
    if (!meter.isFrozen()) {
      events.progressed(status());
    }
  }

  private boolean changed(Transition transition) {
    if (transition.isMade()) {
      events.changed(status());
    }
    return transition.isMade();
  }

  private boolean end(Supplier<Transition> attempt) {
    boolean ended = tell(attempt);
    if (ended) {
      try {
        closeConnections();
      } finally {
        release();
      }
    }
    return ended;
  }

  private boolean tell(Supplier<Transition> attempt) {
    DownloadStatus last;
    synchronized (this) {
      if (!attempt.get().isMade()) {
        return false;
      }
      meter.stop();
      last = status();
      events.finished(last);
    }
    // The claim goes now and not when the run's thread lets go: a successor may want the same place
    // at once.
    try {
      letGoOfDestination();
    } finally {
      ended.complete(last);
    }
    return true;
  }
}
