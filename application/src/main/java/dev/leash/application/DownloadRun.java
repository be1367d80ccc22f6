package dev.leash.application;

import dev.leash.application.Holdings.Kind;
import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadResult;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.FileList;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Staging;
import dev.leash.domain.port.Transfer;
import dev.leash.domain.port.Transfer.Fetch;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.domain.port.Workspace.OpenedStaging;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
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

  private volatile @Nullable Workplace workplace;

  /** What all downloads share. */
  record Means(
      Ports ports,
      ApplicationSettings settings,
      Executor executor,
      RandomGenerator random,
      Holdings holdings,
      Traffic traffic,
      KeptLists lists,
      Faults faults) {}

  DownloadRun(TrackedDownload download, Means means) {
    this.download = download;
    this.means = means;
  }

  /** What outlasts a pause. */
  private record Workplace(Staging staging, Fetch fetch) {}

  /** What has been staged and may be published. */
  private record Staged(Fetched.Whole archive, Extracted.Whole tree) {}

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
      run(leg.cancellation());
    } catch (RuntimeException | Error e) {
      broken(e);
    }
  }

  /** Leaves nothing behind; called when no leg runs and none will. Returns at once. */
  void discard() {
    Workplace left = workplace;
    try {
      if (left != null) {
        left.staging().discard();
      }
    } catch (RuntimeException | Error e) {
      means.faults().report("discarding what download " + download.id() + " staged", e);
    }
  }

  private void broken(Throwable fault) {
    means.faults().report("running download " + download.id(), fault);
    download.fail(new Failure.Internal("an unexpected fault, which the log has"));
  }

  private void run(Cancellation leg) {
    Workplace place = workplace;
    if (place == null) {
      switch (means.ports().workspace().open(download.claim(), download.cancellation())) {
        case OpenedStaging.Failed(Failure failure) -> {
          download.fail(failure);
          return;
        }
        case OpenedStaging.Ready(Staging staging) -> {
          Holdings.Holding held = means.holdings().take(Kind.STAGING, download.session());
          var _ = staging.gone().thenRun(held::close);
          place = new Workplace(staging, prepare(staging.archive()));
          workplace = place;
        }
      }
    }
    Optional<Staged> staged = stage(place, leg);
    if (staged.isPresent() && download.stage()) {
      publish(place.staging(), staged.get());
    }
  }

  private Fetch prepare(ArrivingFile file) {
    DownloadRequest request = download.request();
    return means
        .ports()
        .transfer()
        .prepare(
            new Transfer.Source(
                request.url(),
                request.headers(),
                request.checksum(),
                means.settings().maxArchiveBytes()),
            file,
            new TransferProgress(download, means.holdings(), means.traffic()));
  }

  /** Empty when it failed, was paused or was cancelled. */
  private Optional<Staged> stage(Workplace place, Cancellation leg) {
    try (Cancellation.Child work = leg.child()) {
      CompletableFuture<Extracted> extraction =
          new Unpacking(download, means).start(place.staging(), work.cancellation());
      try {
        Fetched fetched = attempts(place.fetch()).run(work.cancellation());
        // Checkpoint: while streaming. What is not there by now does not come in this leg.
        if (!(fetched instanceof Fetched.Whole)) {
          work.cancellation().cancel();
        }
        Extracted extracted = extraction.join();
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

  private Attempts attempts(Fetch fetch) {
    return new Attempts(
        download,
        fetch,
        new Attempts.Means(
            means.settings().retries(), means.ports().clock(), means.random(), means.faults()));
  }

  /** The archive's own failure stopped the transfer; else it is the transfer's that counts. */
  private Optional<Staged> judge(Fetched fetched, Extracted extracted) {
    return switch (extracted) {
      case Extracted.Failed(Failure failure) -> failed(failure);
      case Extracted.Restarted(int newer) ->
          throw new IllegalStateException("generation " + newer + " was not begun with");
      case Extracted.Cancelled() -> failed(transferFailure(fetched));
      case Extracted.Whole whole ->
          fetched instanceof Fetched.Whole archive
              ? Optional.of(new Staged(archive, whole))
              : failed(transferFailure(fetched));
    };
  }

  private static Failure transferFailure(Fetched fetched) {
    return fetched instanceof Fetched.Failed(Failure failure)
        ? failure
        : new Failure.Internal("the transfer ended without a reason");
  }

  private Optional<Staged> failed(Failure failure) {
    download.fail(failure);
    return Optional.empty();
  }

  private void publish(Staging staging, Staged staged) {
    DownloadRequest request = download.request();
    Staging.Order order =
        new Staging.Order(
            request.unpack(),
            request.unpack() && !request.keepArchive()
                ? Optional.empty()
                : Optional.of(request.fileName()),
            request.install(),
            request.onExisting());
    // Checkpoint: before completion. The gate refuses a download that is over.
    switch (staging.publish(order, new PublicationGate(download))) {
      case Staging.Published.Done(Path path, FileList files) -> {
        // First: whoever hears of the end may ask for it.
        means.lists().keep(download.id(), files);
        if (!download.complete(result(path, staged))) {
          broken(new IllegalStateException("published without having been let in by the gate"));
        }
      }
      case Staging.Published.Failed(Failure failure) -> download.fail(failure);
      case Staging.Published.Refused() -> {
        download.withdraw();
        if (!download.isOver()) {
          broken(new IllegalStateException("gave up publishing a download that is not over"));
        }
      }
    }
  }

  private DownloadResult result(Path path, Staged staged) {
    return new DownloadResult(
        path,
        staged.tree().files(),
        staged.tree().bytes(),
        staged.archive().bytes(),
        staged.archive().sha256(),
        download.age());
  }
}
