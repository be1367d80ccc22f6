package dev.leash.simulation;

import dev.leash.application.Refusal;
import dev.leash.application.StartDownload;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.download.Outcome;
import dev.leash.domain.session.Scope;
import dev.leash.simulation.Daemon.Bounds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Writes down what is seen of the downloads of one daemon, and holds it against what was promised,
 * at the moment when it happens.
 */
final class Ledger {
  private final Judge judge;
  private final Told told;
  private final Bounds bounds;
  private final Causes causes;
  private final Fences fences;
  private final Refusals refusals;
  private final Outcomes outcomes;
  private final IdentityHashMap<DownloadRequest, Watched> byRequest = new IdentityHashMap<>();
  private final Map<DownloadId, Watched> byId = new HashMap<>();
  private final List<Watched> downloads = new ArrayList<>();
  private final Set<Watched> atTheDoor = new LinkedHashSet<>();
  private final Set<Watched> crowded = new HashSet<>();
  private boolean shutDownAnswered;

  Ledger(Judge judge, Told told, Bounds bounds, Causes causes) {
    this.judge = judge;
    this.told = told;
    this.bounds = bounds;
    this.causes = causes;
    this.fences = new Fences(judge, told, causes, downloads);
    this.refusals = new Refusals(causes, bounds, this);
    this.outcomes = new Outcomes(judge, causes);
  }

  Causes causes() {
    return causes;
  }

  Fences fences() {
    return fences;
  }

  Outcomes outcomes() {
    return outcomes;
  }

  /** All that were accepted, in that order. */
  List<Watched> downloads() {
    return downloads;
  }

  Watched of(DownloadRequest request) {
    Watched watched = byRequest.get(request);
    if (watched == null) {
      throw new IllegalStateException("nobody has called for " + request);
    }
    return watched;
  }

  /** The last one of that id. */
  Optional<Watched> find(DownloadId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Somebody calls for a download. */
  Watched called(String name, StartDownload.Command command, Scope asked) {
    Watched watched = new Watched(name, command, asked);
    byRequest.put(command.request(), watched);
    atTheDoor.add(watched);
    noticeCrowd();
    return watched;
  }

  /** The call has been let in, to a download of its own or another one. */
  void letIn(Watched call, StartDownload.Ticket ticket) {
    leaveTheDoor(call);
    judge.require(
        call.names().orElse(ticket.session()).equals(ticket.session()),
        Promise.FENCE,
        call + " means session " + call.names() + " and is in " + ticket.session());
    judge.require(
        downloads.stream().anyMatch(one -> one.isOf(ticket.id()) && one.isSameCall(call)),
        Promise.ONE_END,
        call + " is given the ticket of another call");
  }

  void refused(Watched call, Refusal refusal) {
    told.event(call, " is refused: ", Words.of(refusal));
    judge.require(
        refusals.mayRefuse(call, refusal),
        Promise.SOUND,
        call + " is refused for no reason: " + refusal);
    leaveTheDoor(call);
  }

  void refusedBegin(Refusal refusal) {
    told.event("refused: ", Words.of(refusal));
    judge.require(refusals.mayRefuseBegin(refusal), Promise.SOUND, "a begin is refused");
  }

  /**
   * Whether all the room may have been taken at some moment of the call, some of it by those that
   * are over but not gone, or that were refused themselves.
   */
  boolean mayHaveBeenFull(Watched call) {
    return crowded.contains(call);
  }

  private void noticeCrowd() {
    if (downloads.size() + atTheDoor.size() > bounds.room()) {
      crowded.addAll(atTheDoor);
    }
  }

  private void leaveTheDoor(Watched call) {
    atTheDoor.remove(call);
    crowded.remove(call);
  }

  /**
   * A shutdown has been answered. A call that was through the door before may still be accepted,
   * and is cancelled at once.
   */
  void answeredShutDown() {
    told.event("the shutdown is over");
    shutDownAnswered = true;
  }

  /** Faults were injected in what was done for those downloads. */
  void excuse(Collection<String> words) {
    downloads.stream()
        .filter(
            watched -> watched.last().filter(one -> words.contains(one.id().value())).isPresent())
        .forEach(Watched::makeFaulty);
  }

  void accepted(DownloadStatus status) {
    Watched watched = of(status.request());
    judge.require(!watched.isAccepted(), Promise.ONE_END, watched + " was accepted twice");
    judge.require(
        find(status.id()).filter(Watched::isLive).isEmpty(),
        Promise.ONE_END,
        status.id() + " is two downloads at once");
    watched.see(status);
    downloads.add(watched);
    noticeCrowd();
    byId.put(status.id(), watched);
    told.event(watched, " is accepted as ", status.id(), " in ", Words.session(status));
    judge.require(
        !fences.isFenced(watched) && causes.isOfThisDaemon(watched.session().value()),
        Promise.FENCE,
        watched + " was accepted in session " + status.session() + ", whose end was answered");
    requireBounds();
  }

  /** Somebody waits for its end. */
  void awaited(Watched watched, CompletableFuture<DownloadStatus> end) {
    watched.ticket(end);
    var _ = end.thenRun(() -> requireLetGo(watched));
  }

  /** Whoever hears of the end may call for the same place at once. */
  private void requireLetGo(Watched watched) {
    judge.require(
        !watched.isHolding(), Promise.NOTHING_LEFT, watched + " has ended and holds its place");
  }

  void changed(DownloadStatus status) {
    Watched watched = of(status.request());
    requireLive(watched, status);
    told.event(watched, " ", Words.of(status.state()));
    watched.see(status);
    requireBounds();
    judge.require(
        !watched.isRunning() || !shutDownAnswered,
        Promise.PROMPT,
        watched + " runs after the shutdown");
  }

  void progressed(DownloadStatus status) {
    Watched watched = of(status.request());
    requireLive(watched, status);
    watched.see(status);
  }

  private void requireLive(Watched watched, DownloadStatus status) {
    judge.require(
        watched.isLive(), Promise.ONE_END, watched + " is told of when it is not live: " + status);
    outcomes.requireFurther(watched, status);
  }

  void finished(DownloadStatus status) {
    Watched watched = of(status.request());
    judge.require(!watched.isFinished(), Promise.ONE_END, watched + " has ended twice");
    requireLive(watched, status);
    watched.see(status);
    watched.finish();
    told.event(watched, " ", Words.of(status.state()));
    if (status.state() instanceof DownloadState.Ended(Outcome outcome, int _, var _)) {
      outcomes.requireReason(watched, outcome);
    } else {
      judge.condemn(Promise.ONE_END, watched + " has finished as " + status.state());
    }
  }

  /** Something below a destination is about to change for a download. */
  void mutates(Watched watched, String path) {
    judge.require(
        !fences.isFenced(watched),
        Promise.FENCE,
        path + " changes for " + watched + ", after the end of its session was answered");
    judge.require(
        watched.mayWrite(path), Promise.NOTHING_OUTSIDE, path + " changes for " + watched);
  }

  /** How often it was resumed so far. */
  int resumptions(DownloadId id) {
    return find(id).map(Watched::resumptions).orElse(0);
  }

  /**
   * A pause of it has been answered. One that was resumed meanwhile, and paused again, is for who
   * paused it again to answer for.
   *
   * @param resumptions before the pause
   */
  void paused(DownloadId id, int resumptions) {
    stopped(id, watched -> watched.isPaused() && watched.resumptions() == resumptions);
  }

  /** A pause or a cancel of it has been answered, and it is stopped as it was to be. */
  void stopped(DownloadId id, Predicate<Watched> stopped) {
    find(id)
        .filter(stopped)
        .ifPresent(watched ->
            judge.require(
                !watched.hasConnections(),
                Promise.PROMPT,
                watched + " has been stopped, but is connected"));
  }

  /** What somebody is shown. */
  void shown(DownloadStatus status) {
    Watched watched = of(status.request());
    judge.require(
        !watched.isFinished()
            || watched.last().map(DownloadStatus::state).equals(Optional.of(status.state())),
        Promise.ONE_END,
        watched + " is shown as " + status.state() + " after its end");
  }

  /** Not counting those that are about to hear of their end: their places are free already. */
  private void requireBounds() {
    List<Watched> live =
        downloads.stream()
            .filter(watched -> watched.isLive() && !causes.mayHaveEndedUnheard(watched))
            .toList();
    judge.require(
        live.size() <= bounds.room(), Promise.BOUNDED, live.size() + " downloads live at once");
    long running = live.stream().filter(Watched::isRunning).count();
    judge.require(running <= bounds.running(), Promise.BOUNDED, running + " downloads run at once");
  }

  /** Nothing goes on by itself: whoever waits now, waits for time or for what hangs. */
  void checkIdle() {
    requireBounds();
    for (Watched watched : downloads) {
      judge.require(
          !watched.isLive() || !shutDownAnswered,
          Promise.PROMPT,
          watched + " lives on after the shutdown");
      judge.require(
          watched.tickets().stream().allMatch(ticket -> ticket.isDone() == watched.isFinished()),
          Promise.ONE_END,
          "who waits for " + watched + " hears something else than the others");
      judge.require(
          watched.isRunning() || !watched.hasConnections(),
          Promise.PROMPT,
          watched + " does not run, but is connected");
    }
    fences.checkIdle();
  }
}
