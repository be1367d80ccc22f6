package dev.leash.application;

import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells how downloads stand, the newest first. */
public final class ListDownloads {
  private final Downloads downloads;

  ListDownloads(Downloads downloads) {
    this.downloads = downloads;
  }

  /**
   * Which downloads to list.
   *
   * @param state a label of {@link dev.leash.domain.download.DownloadState}
   * @param limit how many at the most
   * @param before only those that were accepted before this one
   */
  public record Query(
      Optional<SessionId> session,
      Optional<Scope> scope,
      Optional<String> state,
      int limit,
      Optional<DownloadId> before) {
    private boolean matches(DownloadStatus status) {
      return session.map(status.session()::equals).orElse(true)
          && scope.map(status.scope()::equals).orElse(true)
          && state.map(status.state().label()::equals).orElse(true);
    }
  }

  public List<DownloadStatus> list(Query query) {
    Stream<TrackedDownload> all = downloads.newestFirst().stream();
    Stream<TrackedDownload> older =
        query
            .before()
            .map(before -> all.dropWhile(download -> !download.id().equals(before)).skip(1))
            .orElse(all);
    return older.map(TrackedDownload::status).filter(query::matches).limit(query.limit()).toList();
  }
}
