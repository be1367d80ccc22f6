package dev.leash.simulation;

import dev.leash.application.StartDownload;
import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadResult;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.FileList;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call for a download, and what was seen of it. */
final class Watched {
  /** More than any story's archive has. */
  static final int MANY = 100;

  private final String name;
  private final StartDownload.Command command;
  private final Scope asked;
  private final Set<Failure> injected = new HashSet<>();
  private final Set<Connection> open = new HashSet<>();
  private final List<CompletableFuture<DownloadStatus>> tickets = new ArrayList<>();
  private @Nullable DownloadStatus last;
  private @Nullable String version;
  private @Nullable Installed installed;
  private boolean hostile;
  private boolean finished;
  private boolean faulty;
  private boolean inGate;
  private boolean hasBeenInGate;
  private boolean holds;
  private int atWork;
  private int resumptions;

  /**
   * What it has published.
   *
   * @param version which is told in the place of its checksum
   * @param list of what was put there
   */
  record Installed(long files, long bytes, long archiveBytes, String version, FileList list) {
    boolean isToldBy(DownloadResult result) {
      return files == result.files()
          && bytes == result.bytes()
          && archiveBytes == result.archiveBytes()
          && version.equals(result.sha256())
          && !result.duration().isNegative();
    }
  }

  Watched(String name, StartDownload.Command command, Scope asked) {
    this.name = name;
    this.command = command;
    this.asked = asked;
  }

  DownloadRequest request() {
    return command.request();
  }

  /** The session that the call names. */
  Optional<SessionId> names() {
    return command.session();
  }

  /** That the call gives it. */
  Optional<DownloadId> id() {
    return command.id();
  }

  /** The scope that the call is about, whether it names it or one of its sessions. */
  Scope asked() {
    return asked;
  }

  /** Whether the other is this one, sent again. */
  boolean isSameCall(Watched other) {
    return id().equals(other.id())
        && (this == other
            || (request().equals(other.request())
                && names().equals(other.names())
                && asked.equals(other.asked)));
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
    if (isPaused() && status.state() instanceof DownloadState.Queued) {
      resumptions++;
    }
    last = status;
  }

  /** How often it was resumed; each time it may have connections again. */
  int resumptions() {
    return resumptions;
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

  boolean isOf(DownloadId id) {
    return last().filter(status -> status.id().equals(id)).isPresent();
  }

  /** Of what was accepted. */
  SessionId session() {
    return last().map(DownloadStatus::session).orElseThrow();
  }

  boolean isPaused() {
    return last().filter(status -> status.state() instanceof DownloadState.Paused).isPresent();
  }

  boolean isCancelled() {
    return last().filter(status -> status.state().label().equals("cancelled")).isPresent();
  }

  boolean hasCompleted() {
    return last().filter(status -> status.state().label().equals("completed")).isPresent();
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
    return injected.contains(failure)
        || (hostile && failure instanceof Failure.OfArchive(ArchiveProblem.UnsafeEntry _));
  }

  /** Its archive has an entry that leads out of it. */
  void makeHostile() {
    hostile = true;
  }

  /** Only below its own destination. */
  boolean mayWrite(String path) {
    Path folder = request().savePath();
    Path real = Path.of(path).normalize();
    return real.startsWith(folder) && !real.equals(folder);
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

  void commit(Installed all) {
    installed = all;
  }

  Optional<Installed> installed() {
    return Optional.ofNullable(installed);
  }

  boolean isListedAs(List<FileList.Entry> files) {
    return installed()
        .filter(all -> all.list().page(Optional.empty(), MANY).equals(files))
        .isPresent();
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
