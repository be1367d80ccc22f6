package dev.leash.domain.port;

import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Records what it hears of downloads and sessions, and can wait for it. Safe for use by several
 * threads.
 */
public final class RecordingEvents implements DownloadEvents, SessionEvents {
  /**
   * Long enough for a busy machine: a test that waits longer fails, with what was heard until then.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  // Guarded by this.
  private final List<Heard> heard = new ArrayList<>();

  /** One call, in the order of all. */
  public sealed interface Heard {
    record Accepted(DownloadStatus status) implements Heard {}

    record Changed(DownloadStatus status) implements Heard {}

    record Progressed(DownloadStatus status) implements Heard {}

    record Finished(DownloadStatus status) implements Heard {}

    record SessionBegun(Scope scope, SessionId current) implements Heard {}

    record SessionChanged(Change change) implements Heard {}

    record SessionHeld(Scope scope, SessionId ended, Duration since) implements Heard {}

    /** What was told of a download; empty when it was about a session. */
    default Optional<DownloadStatus> ofDownload() {
      return switch (this) {
        case Accepted(DownloadStatus status) -> Optional.of(status);
        case Changed(DownloadStatus status) -> Optional.of(status);
        case Progressed(DownloadStatus status) -> Optional.of(status);
        case Finished(DownloadStatus status) -> Optional.of(status);
        case SessionBegun(Scope scope, SessionId current) -> Optional.empty();
        case SessionChanged(Change change) -> Optional.empty();
        case SessionHeld(Scope scope, SessionId ended, Duration since) -> Optional.empty();
      };
    }
  }

  @Override
  public void accepted(DownloadStatus status) {
    hear(new Heard.Accepted(status));
  }

  @Override
  public void changed(DownloadStatus status) {
    hear(new Heard.Changed(status));
  }

  @Override
  public void progressed(DownloadStatus status) {
    hear(new Heard.Progressed(status));
  }

  @Override
  public void finished(DownloadStatus status) {
    hear(new Heard.Finished(status));
  }

  @Override
  public void begun(Scope scope, SessionId current) {
    hear(new Heard.SessionBegun(scope, current));
  }

  @Override
  public void changed(Change change) {
    hear(new Heard.SessionChanged(change));
  }

  @Override
  public void held(Scope scope, SessionId ended, Duration since) {
    hear(new Heard.SessionHeld(scope, ended, since));
  }

  /** All that was heard until now. */
  public synchronized List<Heard> heard() {
    return List.copyOf(heard);
  }

  /** What was heard of one download until now. */
  public List<Heard> heardOf(DownloadId id) {
    return heard().stream().filter(one -> isOf(one, id)).toList();
  }

  /** The changes of sessions until now. */
  public List<Change> sessionChanges() {
    List<Change> changes = new ArrayList<>();
    for (Heard one : heard()) {
      if (one instanceof Heard.SessionChanged(Change change)) {
        changes.add(change);
      }
    }
    return List.copyOf(changes);
  }

  /** Waits until a download has been heard of in such a state, now or before. */
  public DownloadStatus awaitState(DownloadId id, Predicate<DownloadState> state)
      throws InterruptedException {
    Heard found =
        await(one ->
            isOf(one, id)
                && one.ofDownload().stream().anyMatch(status -> state.test(status.state())));
    return found.ofDownload().orElseThrow();
  }

  /** Waits until a download has finished. */
  public DownloadStatus awaitFinished(DownloadId id) throws InterruptedException {
    Heard found = await(one -> one instanceof Heard.Finished && isOf(one, id));
    return found.ofDownload().orElseThrow();
  }

  /** Waits until such a thing has been heard, now or before; gives the first. */
  public synchronized Heard await(Predicate<Heard> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<Heard> found = heard.stream().filter(wanted).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError("not heard within " + PATIENCE + "; heard: " + heard);
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  private synchronized void hear(Heard one) {
    heard.add(one);
    notifyAll();
  }

  private static boolean isOf(Heard one, DownloadId id) {
    return one.ofDownload().stream().anyMatch(status -> status.id().equals(id));
  }
}
