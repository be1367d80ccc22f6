package dev.leash.application;

import dev.leash.application.Holdings.Kind;
import dev.leash.application.Publication.Content;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Staging;
import dev.leash.domain.port.Transfer;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.domain.port.Workspace.OpenedStaging;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The course of one download: transfer and extraction at the same time, then the publication. A
 * pause ends one leg of it, a resume begins the next; legs follow one another and never overlap.
 *
 * <p>A cancelled leg stops at one of three checkpoints: while streaming, after the download, before
 * completion. They only end the work; whoever cancelled has told the outcome already, and that
 * nothing is published is the gate's doing.
 */
final class DownloadRun {
  private final TrackedDownload download;
  private final Means means;

  // What outlasts a pause.
  private volatile @Nullable Staging staging;
  private @Nullable Attempts attempts;

  DownloadRun(TrackedDownload download, Means means) {
    this.download = download;
    this.means = means;
  }

  TrackedDownload download() {
    return download;
  }

  /** Runs a leg of it to its end; never throws. */
  void run() {
    Optional<Cancellation.Child> begun = download.run();
    if (begun.isEmpty()) {
      return;
    }
    try (Cancellation.Child leg = begun.get();
        Holdings.Holding _ = means.holdings().take(Kind.THREAD, download.session())) {
      open().ifPresent(place -> run(place, leg.cancellation()));
      requireEnd();
    } catch (RuntimeException | Error e) {
      broken(e);
    }
  }

  /** Leaves nothing behind; called when no leg runs and none will. Returns at once. */
  void discard() {
    Staging left = staging;
    try {
      if (left != null) {
        left.discard();
      }
    } catch (RuntimeException | Error e) {
      means.faults().report("discarding what download " + download.id() + " staged", e);
    }
  }

  /** Nobody would ever come back to a download whose leg ended in between. */
  private void requireEnd() {
    DownloadState state = download.state();
    if (state instanceof DownloadState.Paused || state instanceof DownloadState.Queued) {
      Staging halted = staging;
      if (halted != null) {
        halted.dropTree();
      }
    } else if (!download.isOver()) {
      throw new IllegalStateException("a leg has ended, and its download is " + state);
    }
  }

  private void broken(Throwable fault) {
    means.faults().report("running download " + download.id(), fault);
    download.fail(new Failure.Internal("an unexpected fault, which the log has"));
  }

  /**
   * The staging of the first leg; empty when there is none to be had, and so the download failed.
   */
  private Optional<Staging> open() {
    Staging opened = staging;
    if (opened != null) {
      return Optional.of(opened);
    }
    return switch (means.ports().workspace().open(download.claim(), download.cancellation())) {
      case OpenedStaging.Ready(Staging made) -> {
        staging = made;
        Holdings.Holding held = means.holdings().take(Kind.STAGING, download.session());
        var _ = made.gone().thenRun(held::close);
        yield Optional.of(made);
      }
      case OpenedStaging.Failed(Failure failure) -> {
        download.failRunning(failure);
        yield Optional.empty();
      }
    };
  }

  private void run(Staging place, Cancellation leg) {
    Optional<Content> content = stage(place, leg);
    if (content.isPresent() && download.stage()) {
      new Publication(download, means.lists()).publish(place, content.get());
    }
  }

  private Attempts attempts(Staging place) {
    Attempts known = attempts;
    if (known == null) {
      Transfer.Source source =
          new Transfer.Source(
              download.request().url(),
              download.request().headers(),
              download.request().checksum(),
              means.settings().maxArchiveBytes(),
              download.request().connections());
      Transfer.Listener progress =
          new TransferProgress(download, means.holdings(), means.traffic(), pace());
      known =
          new Attempts(
              download, means.ports().transfer().prepare(source, place.archive(), progress), means);
      attempts = known;
    }
    return known;
  }

  private Transfer.Pace pace() {
    if (download.request().maxBytesPerSecond().isEmpty()) {
      return means.speed();
    }
    SpeedLimit own = new SpeedLimit(means.ports().clock());
    own.set(download.request().maxBytesPerSecond());
    return new OwnPace(own, means.speed());
  }

  /** Empty when it failed, was paused or was cancelled. */
  private Optional<Content> stage(Staging place, Cancellation leg) {
    Attempts transfer = attempts(place);
    try (Cancellation.Child work = leg.child()) {
      Unpacking unpacking = new Unpacking(download, means);
      CompletableFuture<Extracted> extraction = unpacking.start(place, work.cancellation());
      try {
        Fetched fetched = transfer.run(work.cancellation());
        // Checkpoint: while streaming. What is not there by now does not come in this leg.
        if (!(fetched instanceof Fetched.Whole)) {
          work.cancellation().cancel();
        }
        Extracted extracted = extraction.join();
        if (fetched instanceof Fetched.Whole && extracted instanceof Extracted.Whole whole) {
          extracted = unpacking.confirm(whole, place, work.cancellation());
        }
        // Checkpoint: after the download.
        return leg.isCancelled() ? Optional.empty() : judge(fetched, extracted);
      } catch (RuntimeException | Error e) {
        // The end wakes the extraction, which must be over before its staging is discarded.
        broken(e);
        extraction.exceptionally(_ -> new Extracted.Cancelled()).join();
        return Optional.empty();
      }
    }
  }

  /** The archive's own failure stopped the transfer; else it is the transfer's that counts. */
  private Optional<Content> judge(Fetched fetched, Extracted extracted) {
    return switch (extracted) {
      case Extracted.Failed(Failure failure) -> failed(failure);
      case Extracted.Restarted(int newer) ->
          throw new IllegalStateException("generation " + newer + " was not begun with");
      case Extracted.Cancelled() -> failed(transferFailure(fetched));
      case Extracted.Whole whole ->
          fetched instanceof Fetched.Whole archive
              ? Optional.of(new Content(archive, whole))
              : failed(transferFailure(fetched));
    };
  }

  private static Failure transferFailure(Fetched fetched) {
    return fetched instanceof Fetched.Failed(Failure failure)
        ? failure
        : new Failure.Internal("the transfer ended without a reason");
  }

  private Optional<Content> failed(Failure failure) {
    download.failRunning(failure);
    return Optional.empty();
  }
}
