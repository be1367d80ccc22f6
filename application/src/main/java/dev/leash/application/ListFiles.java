package dev.leash.application;

import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.FileList;
import dev.leash.domain.download.Outcome;
import java.util.List;
import java.util.Optional;

/** Tells what a download has published, in the order of the paths. */
public final class ListFiles {
  private final Downloads downloads;

  ListFiles(Downloads downloads) {
    this.downloads = downloads;
  }

  /**
   * Which files to list.
   *
   * @param after only what comes after this path
   * @param limit how many at the most
   */
  public record Query(DownloadId download, Optional<String> after, int limit) {}

  /** What became of the question. */
  public sealed interface Result {
    /** No files where nothing is published: yet, or at all. */
    record Listed(List<FileList.Entry> files) implements Result {
      public Listed {
        files = List.copyOf(files);
      }
    }

    /** There is no such download, or it ended too long ago. */
    record UnknownDownload() implements Result {}

    /** The download is known, but its list had to make room for newer ones. */
    record Forgotten() implements Result {}
  }

  public Result list(Query query) {
    return downloads
        .find(query.download())
        .map(download -> list(download, query))
        .orElseGet(Result.UnknownDownload::new);
  }

  private Result list(TrackedDownload download, Query query) {
    if (!hasCompleted(download)) {
      return new Result.Listed(List.of());
    }
    return downloads
        .lists()
        .find(download.id())
        .<Result>map(files -> new Result.Listed(files.page(query.after(), query.limit())))
        .orElseGet(() -> forgotten(download));
  }

  /** It may have made room itself since it was found, list and all. */
  private Result forgotten(TrackedDownload download) {
    return downloads.find(download.id()).isPresent()
        ? new Result.Forgotten()
        : new Result.UnknownDownload();
  }

  private static boolean hasCompleted(TrackedDownload download) {
    return download.state() instanceof DownloadState.Ended ended
        && ended.outcome() instanceof Outcome.Completed;
  }
}
