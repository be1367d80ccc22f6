package dev.leash.domain.download;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a frontend asks for.
 *
 * @param fileName the archive's name
 * @param url where the archive is
 * @param savePath the folder to unzip into, as the caller gave it: the workspace judges it
 * @param mirrors more URLs of the same bytes, tried in turn; at most 16
 * @param checksum of the archive
 * @param headers sent to {@code url}'s origin only
 * @param install whether files join what the folder holds
 * @param onExisting what becomes of files that are there already
 * @param unpack false publishes the archive itself
 * @param keepArchive true publishes the archive too
 * @param stripComponents leading path components to drop from each entry, 0 to 64
 * @param connections how many connections it may use at the most, 1 to 16
 * @param maxBytesPerSecond its own speed limit
 * @param priority higher goes first among the queued
 */
public record DownloadRequest(
    FileName fileName,
    SourceUrl url,
    Path savePath,
    List<SourceUrl> mirrors,
    Optional<Checksum> checksum,
    Headers headers,
    Install install,
    OnExisting onExisting,
    boolean unpack,
    boolean keepArchive,
    int stripComponents,
    int connections,
    OptionalLong maxBytesPerSecond,
    int priority) {
  public static final int MAX_CONNECTIONS = 16;
  public static final int DEFAULT_CONNECTIONS = 4;
  public static final int MAX_MIRRORS = 16;
  public static final int MAX_STRIP_COMPONENTS = 64;

  /** How a tree goes into its folder. */
  public enum Install {
    /** Its files join what the folder holds. */
    MERGE,
    /** The folder becomes exactly the tree. */
    REPLACE
  }

  /** What a merge does with a file that is there already. */
  public enum OnExisting {
    REPLACE,
    KEEP,
    FAIL
  }

  public DownloadRequest {
    mirrors = List.copyOf(mirrors);
    require(mirrors.size() <= MAX_MIRRORS, "mirrors must be at most " + MAX_MIRRORS);
    require(
        stripComponents >= 0 && stripComponents <= MAX_STRIP_COMPONENTS,
        "stripComponents must be 0 to " + MAX_STRIP_COMPONENTS + ", but was " + stripComponents);
    require(
        connections >= 1 && connections <= MAX_CONNECTIONS,
        "connections must be 1 to " + MAX_CONNECTIONS + ", but was " + connections);
    require(maxBytesPerSecond.orElse(1) > 0, "maxBytesPerSecond must be positive");
  }

  /** A request with every option at its default. */
  public static DownloadRequest of(FileName fileName, SourceUrl url, Path savePath) {
    return new DownloadRequest(
        fileName,
        url,
        savePath,
        List.of(),
        Optional.empty(),
        Headers.NONE,
        Install.MERGE,
        OnExisting.REPLACE,
        true,
        false,
        0,
        DEFAULT_CONNECTIONS,
        OptionalLong.empty(),
        0);
  }

  /** Whether the archive itself is published, under its {@link #fileName}. */
  public boolean publishesArchive() {
    return !unpack || keepArchive;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
