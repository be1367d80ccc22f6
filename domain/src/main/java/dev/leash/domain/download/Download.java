package dev.leash.domain.download;

import dev.leash.domain.download.DownloadState.Ended;
import dev.leash.domain.download.DownloadState.Paused;
import dev.leash.domain.download.DownloadState.Publishing;
import dev.leash.domain.download.DownloadState.Queued;
import dev.leash.domain.download.DownloadState.Retrying;
import dev.leash.domain.download.DownloadState.Running;
import dev.leash.domain.download.DownloadState.Staged;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.time.Duration;
import java.time.Instant;

/**
 * One download, from its acceptance to its one end. Its methods are the only transitions; one that
 * its state does not allow is refused and changes nothing. Not safe for use by several threads: its
 * owner guards it.
 */
public final class Download {
  private final DownloadId id;
  private final SessionId session;
  private final Scope scope;
  private final DownloadRequest request;
  private final Instant acceptedAt;
  private DownloadState state = new Queued(1);

  public Download(
      DownloadId id, SessionId session, Scope scope, DownloadRequest request, Instant acceptedAt) {
    this.id = id;
    this.session = session;
    this.scope = scope;
    this.request = request;
    this.acceptedAt = acceptedAt;
  }

  /** Queued → running. */
  public Transition run() {
    return state instanceof Queued(int attempt) ? to(new Running(attempt)) : refused("run");
  }

  /**
   * An attempt has failed, and another follows. Running → retrying; retrying → the same, one
   * attempt later: the one in between had no answer.
   */
  public Transition retry(Failure failure, Duration delay) {
    return state instanceof Running || state instanceof Retrying
        ? to(new Retrying(lastAttempt(), failure, delay))
        : refused("retry");
  }

  /** Retrying → running at the next attempt: it has been answered. */
  public Transition goOn() {
    return state instanceof Retrying(int attempt, Failure failure, Duration delay)
        ? to(new Running(attempt + 1))
        : refused("goOn");
  }

  /**
   * What had arrived counts no more. Running or retrying → running at the next attempt; paused or
   * queued again → the same at the next attempt, as a pause may come first.
   */
  public Transition startOver() {
    return switch (state) {
      case Running(int attempt) -> to(new Running(attempt + 1));
      case Retrying(int attempt, Failure failure, Duration delay) -> to(new Running(attempt + 1));
      case Paused(int attempt) -> to(new Paused(attempt + 1));
      case Queued(int attempt) -> to(new Queued(attempt + 1));
      case Staged staged -> refused("startOver");
      case Publishing publishing -> refused("startOver");
      case Ended ended -> refused("startOver");
    };
  }

  /** Running → staged. */
  public Transition stage() {
    return state instanceof Running(int attempt) ? to(new Staged(attempt)) : refused("stage");
  }

  /** Queued, running or retrying → paused. */
  public Transition pause() {
    return state instanceof Queued || state instanceof Running || state instanceof Retrying
        ? to(new Paused(lastAttempt()))
        : refused("pause");
  }

  /** Paused → queued at the same attempt: it waits for a place again. */
  public Transition resume() {
    return state instanceof Paused(int attempt) ? to(new Queued(attempt)) : refused("resume");
  }

  /** Staged → publishing: the last moment in which a cancellation could have come. */
  public Transition publish() {
    return state instanceof Staged(int attempt) ? to(new Publishing(attempt)) : refused("publish");
  }

  /** Publishing → completed. */
  public Transition complete(DownloadResult result, Instant at) {
    return state instanceof Publishing
        ? end(new Outcome.Completed(result), at)
        : refused("complete");
  }

  /** Any state but an end → failed. */
  public Transition fail(Failure failure, Instant at) {
    return state instanceof Ended ? refused("fail") : end(new Outcome.Failed(failure), at);
  }

  /**
   * Running, retrying, staged or publishing → failed. A download that is paused, or waits again,
   * has left behind whatever failed.
   */
  public Transition failRunning(Failure failure, Instant at) {
    return state instanceof Queued || state instanceof Paused || state instanceof Ended
        ? refused("failRunning")
        : end(new Outcome.Failed(failure), at);
  }

  /** Any state but publishing and an end → cancelled. */
  public Transition cancel(CancelCause cause, Instant at) {
    return state instanceof Ended || state instanceof Publishing
        ? refused("cancel")
        : end(new Outcome.Cancelled(cause), at);
  }

  /**
   * Publishing → cancelled: its session ended when so little was renamed that it was undone. No
   * other cause may withdraw a publication.
   */
  public Transition withdraw(CancelCause.SessionEnded cause, Instant at) {
    return state instanceof Publishing
        ? end(new Outcome.Cancelled(cause), at)
        : refused("withdraw");
  }

  public DownloadId id() {
    return id;
  }

  public SessionId session() {
    return session;
  }

  public Scope scope() {
    return scope;
  }

  public DownloadRequest request() {
    return request;
  }

  public Instant acceptedAt() {
    return acceptedAt;
  }

  public DownloadState state() {
    return state;
  }

  private Transition end(Outcome outcome, Instant at) {
    int attempt = outcome instanceof Outcome.Failed ? lastAttempt() : state.attempt();
    return to(new Ended(outcome, attempt, at));
  }

  /** The one that was made last, answered or not. */
  private int lastAttempt() {
    return state instanceof Retrying ? state.attempt() + 1 : state.attempt();
  }

  private Transition to(DownloadState next) {
    DownloadState from = state;
    state = next;
    return new Transition.Made(from, next);
  }

  private Transition refused(String attempted) {
    return new Transition.Refused(state, attempted);
  }
}
