package dev.leash.bootstrap;

import dev.leash.application.ApplicationSettings;
import dev.leash.bootstrap.ipc.IpcLimits;
import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.NameRules;
import dev.leash.domain.download.RetryPolicy;
import dev.leash.http.HttpSettings;
import java.time.Duration;
import java.util.Map;

/**
 * The limits and time-outs that were set; the others have their defaults.
 *
 * @param set counts, bytes, or milliseconds
 */
public record Bounds(Map<Bound, Long> set) {
  public Bounds {
    set = Map.copyOf(set);
    set.forEach((bound, value) -> {
      if (!bound.takes(value)) {
        throw new IllegalArgumentException(
            bound.label() + " takes " + bound.range() + ", not " + value);
      }
    });
    if (value(set, Bound.RETRY_LONGEST) < value(set, Bound.RETRY_FIRST)
        || value(set, Bound.RETRY_AFTER) < value(set, Bound.RETRY_FIRST)) {
      throw new IllegalArgumentException(
          "retry-longest and retry-after must not be shorter than retry-first");
    }
  }

  /** For the use cases. */
  public ApplicationSettings application(boolean portableNames) {
    return new ApplicationSettings(
        count(Bound.MAX_CONCURRENT),
        count(Bound.QUEUE),
        count(Bound.KEPT_ENDED),
        time(Bound.PROGRESS_INTERVAL),
        value(Bound.ARCHIVE_BYTES),
        retries(),
        archive(),
        portableNames ? NameRules.PORTABLE : ApplicationSettings.DEFAULT.names());
  }

  private RetryPolicy retries() {
    return new RetryPolicy(
        count(Bound.RETRIES),
        time(Bound.RETRY_FIRST),
        time(Bound.RETRY_LONGEST),
        time(Bound.RETRY_AFTER),
        RetryPolicy.DEFAULT.spread());
  }

  private ArchiveLimits archive() {
    return new ArchiveLimits(
        count(Bound.ENTRIES),
        value(Bound.TOTAL_EXPANDED),
        count(Bound.RATIO),
        value(Bound.RATIO_FLOOR),
        count(Bound.PATH),
        count(Bound.COMPONENT),
        count(Bound.DEPTH),
        value(Bound.DECODER_MEMORY),
        value(Bound.ZSTD_WINDOW),
        count(Bound.TAR_EXTENSION),
        count(Bound.TAR_NUMBER));
  }

  /** For the downloads' connections. */
  public HttpSettings http() {
    HttpSettings defaults = HttpSettings.DEFAULT;
    return new HttpSettings(
        time(Bound.CONNECT_TIMEOUT),
        time(Bound.FIRST_BYTE_TIMEOUT),
        time(Bound.STALL_TIMEOUT),
        time(Bound.IDLE_TIMEOUT),
        count(Bound.REDIRECTS),
        defaults.userAgent(),
        count(Bound.HEADER_SIZE),
        count(Bound.HEADERS),
        defaults.bufferSize(),
        defaults.maxConnections());
  }

  /** For the socket's clients. */
  public IpcLimits ipc() {
    return new IpcLimits(
        count(Bound.FRAME_SIZE),
        count(Bound.BATCH_CALLS),
        count(Bound.JSON_DEPTH),
        count(Bound.CLIENTS),
        count(Bound.REQUESTS_IN_FLIGHT),
        count(Bound.UNREAD_OUTPUT),
        time(Bound.UNREAD_TIMEOUT));
  }

  /** For the disks. */
  public DaemonSettings.FreeSpace freeSpace() {
    return new DaemonSettings.FreeSpace(value(Bound.FREE_SPACE), count(Bound.FREE_SPACE_PERCENT));
  }

  private int count(Bound bound) {
    return Math.toIntExact(value(bound));
  }

  private Duration time(Bound bound) {
    return Duration.ofMillis(value(bound));
  }

  private long value(Bound bound) {
    return value(set, bound);
  }

  private static long value(Map<Bound, Long> set, Bound bound) {
    return set.getOrDefault(bound, bound.usual());
  }
}
