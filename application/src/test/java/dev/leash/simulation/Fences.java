package dev.leash.simulation;

import dev.leash.application.BeginSession;
import dev.leash.application.EndSession;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What is seen of the ends of one daemon's sessions, and what must be over by then. */
final class Fences {
  private final Judge judge;
  private final Told told;
  private final Causes causes;
  private final Collection<Watched> downloads;
  private final Map<Scope, Long> fenced = new HashMap<>();
  private final Map<Scope, Long> ended = new HashMap<>();
  private final List<Fence> pending = new ArrayList<>();

  /** Not done yet, in front of all sessions from {@code next} on. */
  private record Fence(Scope scope, long next) {}

  /**
   * @param downloads all that are accepted, now and later
   */
  Fences(Judge judge, Told told, Causes causes, Collection<Watched> downloads) {
    this.judge = judge;
    this.told = told;
    this.causes = causes;
    this.downloads = downloads;
  }

  /** A session has begun; its fence may take longer. */
  void begun(BeginSession.Result.Started started) {
    judge.require(
        started.previous().value() < started.session().value(),
        Promise.SOUND,
        "session " + started.session() + " follows " + started.previous());
    cancelled(started.scope(), started.previous(), started.cancelled());
    ended(started.scope(), started.previous());
    await(new Fence(started.scope(), started.session().value()), started.fence());
  }

  /** A session has been ended, now or before; or by the end of an earlier daemon. */
  void ended(Scope scope, SessionId session, EndSession.Result result) {
    cancelled(scope, session, result.cancelled());
    if (result.ended()) {
      ended(scope, session);
    }
    if (causes.isOfThisDaemon(session.value()) && hasEnded(scope, session)) {
      await(new Fence(scope, session.value() + 1), result.fence());
    }
  }

  private void ended(Scope scope, SessionId session) {
    ended.merge(scope, session.value(), Math::max);
  }

  private boolean hasEnded(Scope scope, SessionId session) {
    return session.value() <= ended.getOrDefault(scope, -1L);
  }

  private void await(Fence fence, CompletableFuture<Void> complete) {
    pending.add(fence);
    var _ =
        complete.thenRun(() -> {
          pending.remove(fence);
          answered(fence);
        });
  }

  private void answered(Fence fence) {
    told.event("answered: of ", fence.scope, " there is no session before ", fence.next);
    fenced.merge(fence.scope, fence.next, Math::max);
    for (Watched watched : downloads) {
      if (isBehind(fence, watched)) {
        judge.require(
            watched.isAnswered() || watched.hasBeenInGate(),
            Promise.PROMPT,
            "the caller of " + watched + " has not heard of its end");
        judge.require(
            !watched.hasConnections(), Promise.PROMPT, watched + " has an open connection");
        judge.require(!watched.isInGate(), Promise.FENCE, watched + " is in the gate");
      }
    }
  }

  private static boolean isBehind(Fence fence, Watched watched) {
    return watched.isOf(fence.scope) && watched.session().value() < fence.next;
  }

  /** What the end of a session says that it has cancelled. */
  void cancelled(Scope scope, SessionId session, Collection<DownloadId> ids) {
    downloads.stream()
        .filter(watched -> watched.isOf(scope) && watched.session().equals(session))
        .filter(watched -> ids.stream().anyMatch(watched::isOf))
        .forEach(this::requireCancelled);
  }

  private void requireCancelled(Watched watched) {
    judge.require(
        watched.isAnswered(), Promise.PROMPT, watched + " goes on, but was said cancelled");
    judge.require(
        !watched.hasConnections(), Promise.PROMPT, watched + " is cancelled, but connected");
  }

  /** Whether the end of its session was answered. */
  boolean isFenced(Watched watched) {
    return watched.session().value() < fenced.getOrDefault(watched.scope(), 0L);
  }

  /** Nothing goes on by itself: whoever waits now, waits for time or for what hangs. */
  void checkIdle() {
    for (Watched watched : downloads) {
      judge.require(
          !watched.isLive() || watched.isInGate() || !hasEnded(watched.scope(), watched.session()),
          Promise.PROMPT,
          watched + " goes on after the end of its session");
    }
    for (Fence fence : pending) {
      judge.require(
          downloads.stream().anyMatch(watched -> watched.isInGate() && isBehind(fence, watched)),
          Promise.PROMPT,
          "the fence before session " + fence.next + " of " + fence.scope + " waits for nothing");
    }
  }
}
