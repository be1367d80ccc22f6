package dev.leash.simulation;

import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.download.Failure;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call for a download, and what was seen of it. */
final class Watched {
  private final String name;
  private final DownloadRequest request;
  private final Set<Failure> injected = new HashSet<>();
  private final Set<Connection> open = new HashSet<>();
  private final List<CompletableFuture<DownloadStatus>> tickets = new ArrayList<>();
  private @Nullable DownloadStatus last;
  private @Nullable String version;
  private boolean finished;
  private boolean faulty;
  private boolean inGate;
  private boolean hasBeenInGate;
  private boolean committed;
  private boolean holds;
  private int atWork;

  Watched(String name, DownloadRequest request) {
    this.name = name;
    this.request = request;
  }

  DownloadRequest request() {
    return request;
  }

  boolean isAccepted() {
    return last != null;
  }

  boolean isLive() {
    return last != null && !finished;
  }

  boolean isFinished() {
    return finished;
  }

  void see(DownloadStatus status) {
    last = status;
  }

  void finish() {
    finished = true;
  }

  Optional<DownloadStatus> last() {
    return Optional.ofNullable(last);
  }

  boolean isOf(Scope scope) {
    return last().filter(status -> status.scope().equals(scope)).isPresent();
  }

  /** Of what was accepted. */
  Scope scope() {
    return last().map(DownloadStatus::scope).orElseThrow();
  }

  boolean isBefore(long session) {
    return session() < session;
  }

  boolean isOneOf(Collection<DownloadId> ids) {
    return last().map(DownloadStatus::id).filter(ids::contains).isPresent();
  }

  /** Of what was accepted. */
  long session() {
    return last().map(DownloadStatus::session).map(SessionId::value).orElseThrow();
  }

  boolean isPaused() {
    return last().filter(status -> status.state() instanceof DownloadState.Paused).isPresent();
  }

  boolean isCancelled() {
    return last().filter(status -> status.state().label().equals("cancelled")).isPresent();
  }

  boolean isRunning() {
    return isLive()
        && last()
            .map(status -> status.state().label())
            .filter(label -> label.equals("running") || label.equals("publishing"))
            .isPresent();
  }

  /** Such a failure it may be told to have failed with. */
  <F extends Failure> F inject(F failure) {
    injected.add(failure);
    return failure;
  }

  boolean isInjected(Failure failure) {
    return injected.contains(failure);
  }

  /** A port has thrown, or there was no thread: a fault of the daemon's own may be told. */
  void makeFaulty() {
    faulty = true;
  }

  boolean isFaulty() {
    return faulty;
  }

  void opened(Connection connection) {
    open.add(connection);
  }

  void closed(Connection connection) {
    open.remove(connection);
  }

  boolean hasConnections() {
    return !open.isEmpty();
  }

  /** It has its destination, from now on or no more. */
  void holds(boolean destination) {
    holds = destination;
  }

  boolean isHolding() {
    return holds;
  }

  void ticket(CompletableFuture<DownloadStatus> ended) {
    tickets.add(ended);
  }

  List<CompletableFuture<DownloadStatus>> tickets() {
    return tickets;
  }

  /** Whoever called for it has heard of its end. */
  boolean isAnswered() {
    return tickets.stream().anyMatch(CompletableFuture::isDone);
  }

  void enterGate() {
    inGate = true;
    hasBeenInGate = true;
  }

  /** Whoever waits for it hears soon, but maybe after the answer to its session's end. */
  boolean hasBeenInGate() {
    return hasBeenInGate;
  }

  void leaveGate() {
    inGate = false;
  }

  boolean isInGate() {
    return inGate;
  }

  void commit() {
    committed = true;
  }

  boolean isCommitted() {
    return committed;
  }

  /** Which version has arrived whole. */
  void arrived(String whole) {
    version = whole;
  }

  Optional<String> version() {
    return Optional.ofNullable(version);
  }

  /** Something works in its staging. */
  void workBegins() {
    atWork++;
  }

  void workEnds() {
    atWork--;
  }

  boolean isAtWork() {
    return atWork > 0;
  }

  @Override
  public String toString() {
    return name;
  }
}
