package dev.leash.domain.download;

import dev.leash.domain.download.DownloadState.Ended;
import dev.leash.domain.download.DownloadState.Paused;
import dev.leash.domain.download.DownloadState.Publishing;
import dev.leash.domain.download.DownloadState.Queued;
import dev.leash.domain.download.DownloadState.Running;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
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

  /** Running → running at the next attempt. */
  public Transition retry() {
    return state instanceof Running(int attempt) ? to(new Running(attempt + 1)) : refused("retry");
  }

  /** Queued or running → paused. */
  public Transition pause() {
    return switch (state) {
      case Queued(int attempt) -> to(new Paused(attempt));
      case Running(int attempt) -> to(new Paused(attempt));
      case Paused paused -> refused("pause");
      case Publishing publishing -> refused("pause");
      case Ended ended -> refused("pause");
    };
  }

  /** Paused → queued at the same attempt: it waits for a place again. */
  public Transition resume() {
    return state instanceof Paused(int attempt) ? to(new Queued(attempt)) : refused("resume");
  }

  /** Running → publishing: the last moment in which a cancellation could have come. */
  public Transition publish() {
    return state instanceof Running(int attempt) ? to(new Publishing(attempt)) : refused("publish");
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
    return to(new Ended(outcome, state.attempt(), at));
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
