package dev.leash.application;

import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.NameRules;
import dev.leash.domain.download.RetryPolicy;
import java.time.Duration;

/**
 * What can be set about the use cases.
 *
 * @param maxConcurrentDownloads how many downloads run at once
 * @param maxQueuedDownloads how many wait for their turn beyond those
 * @param keptEndedDownloads how many ended ones can still be asked about
 * @param progressInterval the shortest time between two reports of one download's progress
 * @param maxArchiveBytes a larger archive is refused
 * @param retries when a failed transfer is tried again
 * @param archiveLimits bounds of what an archive may expand to
 * @param names which names an archive's entries may have
 */
public record ApplicationSettings(
    int maxConcurrentDownloads,
    int maxQueuedDownloads,
    int keptEndedDownloads,
    Duration progressInterval,
    long maxArchiveBytes,
    RetryPolicy retries,
    ArchiveLimits archiveLimits,
    NameRules names) {
  /** 1,000 running, 20,000 queued, 10,000 kept; 10 reports a second; archives up to 10 GiB. */
  public static final ApplicationSettings DEFAULT =
      new ApplicationSettings(
          1_000,
          20_000,
          10_000,
          Duration.ofMillis(100),
          10L << 30,
          RetryPolicy.DEFAULT,
          ArchiveLimits.DEFAULT,
          NameRules.POSIX);

  public ApplicationSettings {
    require(maxConcurrentDownloads >= 1, "maxConcurrentDownloads", maxConcurrentDownloads);
    require(maxQueuedDownloads >= 0, "maxQueuedDownloads", maxQueuedDownloads);
    require(keptEndedDownloads >= 0, "keptEndedDownloads", keptEndedDownloads);
    require(maxArchiveBytes >= 1, "maxArchiveBytes", maxArchiveBytes);
  }

  /** The same, with another policy of retries. */
  public ApplicationSettings retrying(RetryPolicy policy) {
    return new ApplicationSettings(
        maxConcurrentDownloads,
        maxQueuedDownloads,
        keptEndedDownloads,
        progressInterval,
        maxArchiveBytes,
        policy,
        archiveLimits,
        names);
  }

  private static void require(boolean holds, String name, long value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is out of range: " + value);
    }
  }
}
