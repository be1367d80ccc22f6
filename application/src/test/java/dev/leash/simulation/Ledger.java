package dev.leash.simulation;

import dev.leash.application.BeginSession;
import dev.leash.application.EndSession;
import dev.leash.domain.download.CancelCause;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.Outcome;
import dev.leash.domain.download.Progress;
import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import dev.leash.simulation.Daemon.Bounds;
import dev.leash.simulation.schedule.Verdict.Broken;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what is seen of the downloads and sessions of one daemon, and holds it against what
 * was promised, at the moment when it happens.
 */
final class Ledger {
  private final Told told;
  private final Runnable stop;
  private final Bounds bounds;
  private final IdentityHashMap<DownloadRequest, Watched> byRequest = new IdentityHashMap<>();
  private final Map<DownloadId, Watched> byId = new HashMap<>();
  private final List<Watched> accepted = new ArrayList<>();
  private final Map<Scope, Long> fenced = new HashMap<>();
  private final Map<Scope, Long> ended = new HashMap<>();
  private final Set<DownloadId> cancelAsked = new HashSet<>();
  private final Set<Long> endAsked = new HashSet<>();
  private final Set<Long> goneAsked = new HashSet<>();
  private final Map<SessionId, Scope> scopes = new HashMap<>();
  private final List<Fence> fences = new ArrayList<>();
  private long before;
  private boolean shutDown;
  private boolean shutDownAnswered;
  private @Nullable Broken broken;

  /** Not done yet, in front of all sessions from {@code next} on. */
  private record Fence(Scope scope, long next) {}

  /**
   * @param stop ends the play
   */
  Ledger(Told told, Bounds bounds, Runnable stop) {
    this.told = told;
    this.bounds = bounds;
    this.stop = stop;
  }

  Optional<Broken> broken() {
    return Optional.ofNullable(broken);
  }

  /** The first counts: what follows may only follow from it. */
  void broken(Promise promise, String how) {
    if (broken == null) {
      broken = new Broken(promise.name(), how);
      told.event("BROKEN ", broken);
      stop.run();
    }
  }

  void require(boolean holds, Promise promise, String how) {
    if (!holds) {
      broken(promise, how);
    }
  }

  /**
   * The daemon is no more, and what it had going with it.
   *
   * @param lastSession the last one that it began, or an earlier one
   */
  void forgetDaemon(long lastSession) {
    before = lastSession;
    byRequest.clear();
    byId.clear();
    accepted.clear();
    fenced.clear();
    ended.clear();
    cancelAsked.clear();
    endAsked.clear();
    goneAsked.clear();
    scopes.clear();
    fences.clear();
    shutDown = false;
    shutDownAnswered = false;
  }

  Watched called(String name, DownloadRequest request) {
    Watched watched = new Watched(name, request);
    byRequest.put(request, watched);
    return watched;
  }

  Watched of(DownloadRequest request) {
    Watched watched = byRequest.get(request);
    if (watched == null) {
      throw new IllegalStateException("nobody has called for " + request);
    }
    return watched;
  }

  Optional<Watched> find(DownloadId id) {
    return Optional.ofNullable(byId.get(id));
  }

  List<Watched> accepted() {
    return accepted;
  }

  void shutDownBegins() {
    shutDown = true;
  }

  /**
   * A shutdown has been answered. A call that was through the door before may still be accepted,
   * and is cancelled at once.
   */
  void answeredShutDown() {
    shutDownAnswered = true;
  }

  /** Faults were injected in what was done for those downloads. */
  void excuse(Collection<String> words) {
    accepted.stream()
        .filter(
            watched -> watched.last().filter(one -> words.contains(one.id().value())).isPresent())
        .forEach(Watched::makeFaulty);
  }

  /** A session is current; its id is new. */
  void current(Scope scope, SessionId session) {
    require(
        session.value() > before && scopes.put(session, scope) == null,
        Promise.SOUND,
        "session " + session + " has begun before");
  }

  /** A page asks for the end of a session, or goes away. */
  void endAsked(SessionId session, boolean disconnects) {
    (disconnects ? goneAsked : endAsked).add(session.value());
  }

  void cancelAsked(DownloadId id) {
    cancelAsked.add(id);
  }

  void accepted(DownloadStatus status) {
    Watched watched = of(status.request());
    require(!watched.isAccepted(), Promise.ONE_END, watched + " was accepted twice");
    require(
        find(status.id()).filter(Watched::isLive).isEmpty(),
        Promise.ONE_END,
        status.id() + " is two downloads at once");
    watched.see(status);
    accepted.add(watched);
    byId.put(status.id(), watched);
    told.event(watched, " accepted in session ", status.session());
    require(
        !isFenced(watched) && (watched.session() == 0 || watched.session() > before),
        Promise.FENCE,
        watched + " was accepted in session " + status.session() + ", whose end was answered");
  }

  /** Somebody waits for its end. */
  void awaited(Watched watched, CompletableFuture<DownloadStatus> end) {
    watched.ticket(end);
    var _ = end.thenRun(() -> requireLetGo(watched));
  }

  /** Whoever hears of the end may call for the same place at once. */
  private void requireLetGo(Watched watched) {
    require(!watched.isHolding(), Promise.NOTHING_LEFT, watched + " has ended and holds its place");
  }

  void changed(DownloadStatus status) {
    Watched watched = of(status.request());
    requireLive(watched, status);
    told.event(watched, " is ", status.state());
    watched.see(status);
  }

  void progressed(DownloadStatus status) {
    Watched watched = of(status.request());
    requireLive(watched, status);
    watched.see(status);
  }

  private void requireLive(Watched watched, DownloadStatus status) {
    require(
        watched.isLive(), Promise.ONE_END, watched + " is told of when it is not live: " + status);
    watched.last().ifPresent(last -> requireFurther(watched, last, status));
  }

  private void requireFurther(Watched watched, DownloadStatus last, DownloadStatus next) {
    Progress before = last.progress();
    Progress after = next.progress();
    require(
        next.state().attempt() > last.state().attempt()
            || (after.receivedBytes() >= before.receivedBytes()
                && after.extractedFiles() >= before.extractedFiles()
                && after.extractedBytes() >= before.extractedBytes()),
        Promise.SOUND,
        watched + " has gone back from " + before + " to " + after);
    require(
        next.state().attempt() >= last.state().attempt(),
        Promise.SOUND,
        watched + " has gone back to attempt " + next.state().attempt());
  }

  void finished(DownloadStatus status) {
    Watched watched = of(status.request());
    require(!watched.isFinished(), Promise.ONE_END, watched + " has ended twice");
    requireLive(watched, status);
    watched.see(status);
    watched.finish();
    told.event(watched, " has ended: ", status.state());
    if (status.state() instanceof DownloadState.Ended(Outcome outcome, int _, var _)) {
      requireReason(watched, outcome);
    } else {
      broken(Promise.ONE_END, watched + " has finished as " + status.state());
    }
  }

  private void requireReason(Watched watched, Outcome outcome) {
    switch (outcome) {
      case Outcome.Completed _ ->
          require(
              watched.isCommitted(),
              Promise.ALL_OR_NOTHING,
              watched + " has completed, but was not published");
      case Outcome.Failed(Failure failure) -> {
        require(
            !watched.isCommitted(), Promise.ALL_OR_NOTHING, watched + " has failed, but is there");
        require(
            failure instanceof Failure.Internal ? watched.isFaulty() : watched.isInjected(failure),
            Promise.SOUND,
            watched + " has failed for no reason: " + failure);
      }
      case Outcome.Cancelled(CancelCause cause) -> {
        require(
            !watched.isCommitted(),
            Promise.ALL_OR_NOTHING,
            watched + " was cancelled, but is there");
        require(hasReason(watched, cause), Promise.SOUND, watched + " was cancelled by " + cause);
      }
    }
  }

  private boolean hasReason(Watched watched, CancelCause cause) {
    return switch (cause) {
      case CancelCause.Requested() ->
          watched.last().filter(status -> cancelAsked.contains(status.id())).isPresent();
      case CancelCause.SessionEnded(EndCause end, SessionId current) ->
          switch (end) {
            case EndCause.Superseded(SessionId by) ->
                by.equals(current)
                    && watched.isBefore(by.value())
                    && watched.isOf(scopes.getOrDefault(by, watched.scope()));
            case EndCause.Shutdown() -> shutDown && current.value() == 0;
            case EndCause.Disconnected() ->
                current.value() == 0 && goneAsked.contains(watched.session());
            case EndCause.Requested() ->
                current.value() == 0 && endAsked.contains(watched.session());
          };
    };
  }

  /** Something below a destination is about to change for a download. */
  void mutates(Watched watched, String path) {
    require(
        !isFenced(watched),
        Promise.FENCE,
        path + " changes for " + watched + ", after the end of its session was answered");
    require(
        path.startsWith(watched.request().savePath() + "/"),
        Promise.NOTHING_OUTSIDE,
        path + " changes for " + watched);
  }

  private boolean isFenced(Watched watched) {
    return watched
        .last()
        .map(status -> status.session().value() < fenced.getOrDefault(status.scope(), 0L))
        .orElse(false);
  }

  /**
   * An end has been answered.
   *
   * @param next all sessions of the scope before this one have ended
   */
  void answered(Scope scope, long next) {
    told.event("answered: no session of ", scope, " before ", next);
    fenced.merge(scope, next, Math::max);
    for (Watched watched : accepted) {
      if (watched.isOf(scope) && watched.isBefore(next)) {
        require(
            watched.isAnswered() || watched.hasBeenInGate(),
            Promise.PROMPT,
            "the caller of " + watched + " has not heard of its end");
        require(!watched.hasConnections(), Promise.PROMPT, watched + " has an open connection");
        require(!watched.isInGate(), Promise.FENCE, watched + " is in the gate");
      }
    }
  }

  /** What the end of a session says that it has cancelled. */
  void cancelled(Scope scope, long session, Collection<DownloadId> ids) {
    accepted.stream()
        .filter(watched -> watched.isOf(scope) && watched.session() == session)
        .filter(watched -> watched.isOneOf(ids))
        .forEach(this::requireCancelled);
  }

  private void requireCancelled(Watched watched) {
    require(watched.isAnswered(), Promise.PROMPT, watched + " goes on, but was said cancelled");
    require(!watched.hasConnections(), Promise.PROMPT, watched + " is cancelled, but connected");
  }

  /** A session has begun; its fence may take longer. */
  void begun(BeginSession.Result.Started started) {
    require(
        started.previous().value() < started.session().value(),
        Promise.SOUND,
        "session " + started.session() + " follows " + started.previous());
    cancelled(started.scope(), started.previous().value(), started.cancelled());
    ended(started.scope(), started.previous().value());
    fence(started.scope(), started.session().value(), started.fence());
  }

  /** A session has been ended, now or before; or by the end of an earlier daemon. */
  void ended(Scope scope, SessionId session, EndSession.Result result) {
    cancelled(scope, session.value(), result.cancelled());
    if (result.ended()) {
      ended(scope, session.value());
    }
    if (session.value() > before && ended.getOrDefault(scope, -1L) >= session.value()) {
      fence(scope, session.value() + 1, result.fence());
    }
  }

  private void ended(Scope scope, long session) {
    ended.merge(scope, session, Math::max);
  }

  private void fence(Scope scope, long next, CompletableFuture<Void> complete) {
    Fence fence = new Fence(scope, next);
    fences.add(fence);
    var _ =
        complete.thenRun(() -> {
          fences.remove(fence);
          answered(scope, next);
        });
  }

  /** A pause or a cancel of it has been answered, and it is stopped as it was to be. */
  void stopped(DownloadId id, Predicate<Watched> stopped) {
    find(id)
        .filter(stopped)
        .ifPresent(watched ->
            require(
                !watched.hasConnections(),
                Promise.PROMPT,
                watched + " has been stopped, but is connected"));
  }

  /** What somebody is shown. */
  void shown(DownloadStatus status) {
    find(status.id())
        .filter(watched -> watched.isFinished() && watched == of(status.request()))
        .ifPresent(watched ->
            require(
                watched.last().map(DownloadStatus::state).equals(Optional.of(status.state())),
                Promise.ONE_END,
                watched + " is shown as " + status.state() + " after its end"));
  }

  /** Nothing goes on by itself: whoever waits now, waits for time or for what hangs. */
  void checkIdle() {
    long live = accepted.stream().filter(Watched::isLive).count();
    require(
        live <= bounds.running() + bounds.queued(),
        Promise.BOUNDED,
        live + " downloads live at once");
    require(
        live == 0 || !shutDownAnswered,
        Promise.PROMPT,
        live + " downloads live on after the shutdown");
    long running = accepted.stream().filter(Watched::isRunning).count();
    require(running <= bounds.running(), Promise.BOUNDED, running + " downloads run at once");
    for (Watched watched : accepted) {
      require(
          watched.tickets().stream().allMatch(ticket -> ticket.isDone() == watched.isFinished()),
          Promise.ONE_END,
          "who waits for " + watched + " hears something else than the others");
      require(
          watched.isRunning() || !watched.hasConnections(),
          Promise.PROMPT,
          watched + " does not run, but is connected");
      require(
          !watched.isLive() || watched.isInGate() || !isOfEnded(watched),
          Promise.PROMPT,
          watched + " goes on after the end of its session");
    }
    for (Fence fence : fences) {
      require(
          accepted.stream()
              .anyMatch(watched ->
                  watched.isInGate() && watched.isOf(fence.scope) && watched.isBefore(fence.next)),
          Promise.PROMPT,
          "the fence before session " + fence.next + " of " + fence.scope + " waits for nothing");
    }
  }

  private boolean isOfEnded(Watched watched) {
    return watched
        .last()
        .map(status -> status.session().value() <= ended.getOrDefault(status.scope(), -1L))
        .orElse(false);
  }
}
