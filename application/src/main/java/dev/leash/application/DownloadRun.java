package dev.leash.application;

import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadResult;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Archive;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Staging;
import dev.leash.domain.port.Transfer;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.domain.port.Tree;
import dev.leash.domain.port.Workspace.OpenedStaging;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The course of one download: transfer and extraction at the same time, then the publication.
 *
 * <p>A cancelled run stops at one of three checkpoints: while streaming, after the download, before
 * completion. They only end the work; whoever cancelled has told the outcome already, and that
 * nothing is published is the gate's doing.
 */
final class DownloadRun {
  /** The file is new for each run, so its first generation is the one. */
  private static final int GENERATION = 1;

  private final TrackedDownload download;
  private final Ports ports;
  private final ApplicationSettings settings;
  private final Executor executor;
  private final Faults faults;

  DownloadRun(
      TrackedDownload download,
      Ports ports,
      ApplicationSettings settings,
      Executor executor,
      Faults faults) {
    this.download = download;
    this.ports = ports;
    this.settings = settings;
    this.executor = executor;
    this.faults = faults;
  }

  /** What has been staged and may be published. */
  private record Staged(Fetched.Whole archive, Extracted.Whole tree) {}

  /** Runs it to its end; never throws. */
  void run() {
    if (!download.run()) {
      return;
    }
    try {
      switch (ports.workspace().open(download.claim(), download.cancellation())) {
        case OpenedStaging.Ready(Staging staging) -> runIn(staging);
        case OpenedStaging.Failed(Failure failure) -> download.fail(failure);
      }
    } catch (RuntimeException | Error e) {
      broken(e);
    }
  }

  private void broken(Throwable fault) {
    faults.report("running download " + download.id(), fault);
    download.fail(new Failure.Internal("an unexpected fault, which the log has"));
  }

  private void runIn(Staging staging) {
    try {
      stage(staging).ifPresent(staged -> publish(staging, staged));
    } finally {
      staging.discard();
    }
  }

  /** Empty when it failed, or was cancelled. */
  private Optional<Staged> stage(Staging staging) {
    try (Cancellation.Child work = download.cancellation().child()) {
      CompletableFuture<Extracted> extraction = startExtraction(staging, work.cancellation());
      try {
        Fetched fetched = fetch(staging.archive(), work.cancellation());
        // Checkpoint: while streaming. A cancelled transfer returns at once, and who reads what it
        // writes is woken; of any other end they are told, and to a whole file it says nothing.
        if (!work.cancellation().isCancelled()) {
          staging.archive().fail(transferFailure(fetched));
        }
        Extracted extracted = extraction.join();
        // Checkpoint: after the download.
        return download.cancellation().isCancelled() ? Optional.empty() : judge(fetched, extracted);
      } catch (RuntimeException | Error e) {
        // The end wakes the extraction, which must be over before its staging is discarded.
        broken(e);
        extraction.exceptionally(_ -> new Extracted.Cancelled()).join();
        return Optional.empty();
      }
    }
  }

  private Fetched fetch(ArrivingFile file, Cancellation cancellation) {
    DownloadRequest request = download.request();
    Transfer.Source source =
        new Transfer.Source(
            request.url(), request.headers(), request.checksum(), settings.maxArchiveBytes());
    try {
      return ports.transfer().fetch(source, file, GENERATION, download.meter(), cancellation);
    } catch (RuntimeException | Error e) {
      faults.report("transferring download " + download.id(), e);
      return new Fetched.Failed(new Failure.Internal("an unexpected fault of the transfer"));
    }
  }

  private CompletableFuture<Extracted> startExtraction(Staging staging, Cancellation work) {
    if (!download.request().unpack()) {
      return CompletableFuture.completedFuture(new Extracted.Whole(0, 0));
    }
    return CompletableFuture.supplyAsync(
        () -> {
          Extracted extracted = extract(staging, work);
          if (!(extracted instanceof Extracted.Whole)) {
            // The rest of an archive that is refused is not worth its transfer.
            work.cancel();
          }
          return extracted;
        },
        executor);
  }

  private Extracted extract(Staging staging, Cancellation cancellation) {
    Archive.Options options =
        new Archive.Options(
            settings.archiveLimits(), settings.names(), download.request().stripComponents());
    try {
      return switch (staging.newTree()) {
        case Staging.NewTree.Failed(Failure failure) -> new Extracted.Failed(failure);
        case Staging.NewTree.Made(Tree tree) ->
            ports
                .archive()
                .extract(
                    staging.archive(), GENERATION, tree, options, download.meter(), cancellation);
      };
    } catch (RuntimeException | Error e) {
      faults.report("extracting download " + download.id(), e);
      return new Extracted.Failed(new Failure.Internal("an unexpected fault of the extraction"));
    }
  }

  /**
   * The archive's own failure stopped the transfer; one that came from reading is the transfer's to
   * tell.
   */
  private Optional<Staged> judge(Fetched fetched, Extracted extracted) {
    return switch (extracted) {
      case Extracted.Failed(Failure failure) -> failed(failure);
      case Extracted.SourceFailed(Failure failure) ->
          failed(fetched instanceof Fetched.Failed(Failure transfers) ? transfers : failure);
      case Extracted.Restarted(int generation) ->
          failed(new Failure.SourceChanged("the source started over"));
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
    switch (staging.publish(order, download)) {
      case Staging.Published.Done(Path path) -> {
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
