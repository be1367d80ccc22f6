package dev.leash.bootstrap;

import dev.leash.application.ApplicationSettings;
import dev.leash.bootstrap.ipc.IpcLimits;
import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.download.RetryPolicy;
import dev.leash.filesystem.FilesystemSettings;
import dev.leash.http.HttpSettings;
import java.time.Duration;

/** Every limit and time-out that can be set, by its name, with the value that it has unless set. */
public enum Bound {
  MAX_CONCURRENT("max-concurrent", application().maxConcurrentDownloads()),
  QUEUE("queue", 0, Integer.MAX_VALUE, application().maxQueuedDownloads()),
  KEPT_ENDED("kept-ended", 0, Integer.MAX_VALUE, application().keptEndedDownloads()),
  PROGRESS_INTERVAL("progress-interval", application().progressInterval()),

  ENTRIES("entries", ArchiveLimits.DEFAULT.entries()),
  TOTAL_EXPANDED("total-expanded", Unit.BYTES, ArchiveLimits.DEFAULT.expandedBytes()),
  RATIO("ratio", ArchiveLimits.DEFAULT.ratio()),
  RATIO_FLOOR("ratio-floor", Unit.BYTES, ArchiveLimits.DEFAULT.ratioFloorBytes()),
  PATH("path", ArchiveLimits.DEFAULT.pathBytes()),
  COMPONENT("component", ArchiveLimits.DEFAULT.componentBytes()),
  DEPTH("depth", ArchiveLimits.DEFAULT.depth()),
  DECODER_MEMORY("decoder-memory", Unit.BYTES, ArchiveLimits.DEFAULT.decoderMemoryBytes()),
  ZSTD_WINDOW("zstd-window", Unit.BYTES, ArchiveLimits.DEFAULT.windowBytes()),
  /** It is held in memory as a whole. */
  TAR_EXTENSION("tar-extension", Unit.BYTES, 1, 64 << 20, ArchiveLimits.DEFAULT.extensionBytes()),
  TAR_NUMBER("tar-number", ArchiveLimits.DEFAULT.numberLength()),
  ARCHIVE_BYTES("archive-bytes", Unit.BYTES, application().maxArchiveBytes()),
  FREE_SPACE("free-space", Unit.BYTES, 0, Long.MAX_VALUE, FilesystemSettings.DEFAULT_FLOOR_BYTES),
  FREE_SPACE_PERCENT("free-space-percent", 0, 100, FilesystemSettings.DEFAULT_FLOOR_PERCENT),

  CONNECT_TIMEOUT("connect-timeout", HttpSettings.DEFAULT.connectTimeout()),
  FIRST_BYTE_TIMEOUT("first-byte-timeout", HttpSettings.DEFAULT.responseTimeout()),
  STALL_TIMEOUT("stall-timeout", HttpSettings.DEFAULT.stallTimeout()),
  IDLE_TIMEOUT("idle-timeout", HttpSettings.DEFAULT.idleTimeout()),
  REDIRECTS("redirects", 0, 1_000, HttpSettings.DEFAULT.maxRedirects()),
  HEADER_SIZE("header-size", Unit.BYTES, 1, 1 << 20, HttpSettings.DEFAULT.maxHeaderLine()),
  HEADERS("headers", HttpSettings.DEFAULT.maxHeaders()),

  RETRIES("retries", 0, Integer.MAX_VALUE, RetryPolicy.DEFAULT.maxInARow()),
  RETRY_FIRST("retry-first", RetryPolicy.DEFAULT.first()),
  RETRY_LONGEST("retry-longest", RetryPolicy.DEFAULT.longest()),
  RETRY_AFTER("retry-after", RetryPolicy.DEFAULT.longestAsked()),

  /** A call's name and id must fit at the least; beyond the most, one message is a flood. */
  FRAME_SIZE("frame-size", Unit.BYTES, 4_096, 64 << 20, IpcLimits.DEFAULT.messageBytes()),
  BATCH_CALLS("batch-calls", IpcLimits.DEFAULT.batchCalls()),
  /** A call with params has 3; Jackson's own recursion bears 1,000. */
  JSON_DEPTH("json-depth", 8, 1_000, IpcLimits.DEFAULT.jsonDepth()),
  CLIENTS("clients", IpcLimits.DEFAULT.clients()),
  REQUESTS_IN_FLIGHT("requests-in-flight", IpcLimits.DEFAULT.inFlight()),
  UNREAD_OUTPUT("unread-output", Unit.BYTES, 4_096, 512 << 20, IpcLimits.DEFAULT.unreadBytes()),
  UNREAD_TIMEOUT("unread-timeout", IpcLimits.DEFAULT.unreadPatience());

  private final String label;
  private final Unit unit;
  private final long least;
  private final long most;
  private final long usual;

  Bound(String label, long usual) {
    this(label, 1, Integer.MAX_VALUE, usual);
  }

  Bound(String label, long least, long most, long usual) {
    this(label, Unit.COUNT, least, most, usual);
  }

  Bound(String label, Unit unit, long usual) {
    this(label, unit, 1, Long.MAX_VALUE, usual);
  }

  Bound(String label, Duration usual) {
    this(label, Unit.TIME, 1, Unit.LONGEST.toMillis(), usual.toMillis());
  }

  Bound(String label, Unit unit, long least, long most, long usual) {
    this.label = label;
    this.unit = unit;
    this.least = least;
    this.most = most;
    this.usual = usual;
  }

  private static ApplicationSettings application() {
    return ApplicationSettings.DEFAULT;
  }

  /** Its name in settings. */
  public String label() {
    return label;
  }

  public Unit unit() {
    return unit;
  }

  /** The default: a count, bytes, or milliseconds. */
  public long usual() {
    return usual;
  }

  public boolean takes(long value) {
    return value >= least && value <= most;
  }

  /** What it takes, for a person. */
  public String range() {
    return unit.range(least, most);
  }
}
