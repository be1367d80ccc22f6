package dev.leash.application;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Archive;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.ArrivingFile.Read;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Staging;
import dev.leash.domain.port.Tree;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * The extraction of a leg, on a thread of its own. It begins in a fresh tree, and again as often as
 * the source starts over.
 */
final class Unpacking {
  /** Where every file begins; it tells when it is further. */
  private static final int FIRST_GENERATION = 1;

  private final TrackedDownload download;
  private final Means means;

  /**
   * The last one begun with. Written by the extraction's thread, then by the one that joined it.
   */
  private int generation = FIRST_GENERATION;

  Unpacking(TrackedDownload download, Means means) {
    this.download = download;
    this.means = means;
  }

  /**
   * Starts it, where there is something to unpack.
   *
   * @param work of the transfer too: it ends with an archive that is refused
   * @return fails only where its work cannot be ended
   */
  CompletableFuture<Extracted> start(Staging staging, Cancellation work) {
    if (!download.request().unpack()) {
      return CompletableFuture.completedFuture(new Extracted.Whole(0, 0));
    }
    return CompletableFuture.supplyAsync(
        () -> {
          Extracted extracted;
          try (Holdings.Holding _ =
              means.holdings().take(Holdings.Kind.THREAD, download.session())) {
            extracted = extractNewest(staging, FIRST_GENERATION, work);
          }
          if (!(extracted instanceof Extracted.Whole)) {
            // The rest of an archive that is refused is not worth its transfer.
            work.cancel();
          }
          return extracted;
        },
        means.executor());
  }

  /**
   * Looks, once the transfer is whole, whether that is what was extracted, and else extracts it, on
   * this thread. All entries can be there before the last byte of the archive is, and after them
   * the source may still have started over.
   */
  Extracted confirm(Extracted.Whole extracted, Staging staging, Cancellation work) {
    if (!download.request().unpack()) {
      return extracted;
    }
    return switch (staging
        .archive()
        .read(generation, Long.MAX_VALUE, ByteBuffer.allocate(1), work)) {
      case Read.End _ -> extracted;
      case Read.Restarted(int newer) -> extractNewest(staging, newer, work);
      case Read.Cancelled() -> new Extracted.Cancelled();
      case Read.Failed(Failure failure) -> new Extracted.Failed(failure);
      case Read.Bytes _ -> throw new IllegalStateException("bytes behind the end of the archive");
    };
  }

  private Extracted extractNewest(Staging staging, int first, Cancellation work) {
    generation = first;
    Extracted extracted = extract(staging, first, work);
    while (extracted instanceof Extracted.Restarted(int newer)) {
      generation = newer;
      extracted = extract(staging, newer, work);
    }
    return extracted;
  }

  private Extracted extract(Staging staging, int generation, Cancellation work) {
    try {
      return switch (staging.newTree()) {
        case Staging.NewTree.Failed(Failure failure) -> new Extracted.Failed(failure);
        case Staging.NewTree.Made(Tree tree) ->
            means
                .ports()
                .archive()
                .extract(
                    staging.archive(),
                    generation,
                    tree,
                    options(),
                    download.meter().extraction(),
                    work);
      };
    } catch (RuntimeException | Error e) {
      means.faults().report("extracting download " + download.id(), e);
      return new Extracted.Failed(new Failure.Internal("an unexpected fault of the extraction"));
    }
  }

  private Archive.Options options() {
    return new Archive.Options(
        means.settings().archiveLimits(),
        means.settings().names(),
        download.request().stripComponents());
  }
}
