package dev.leash.domain.port;

import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.Failure;
import java.nio.file.Path;

/**
 * The disk: where downloads may go, and the folders in which they are staged. Whoever starts it
 * calls {@link #recover} before anything else, and {@link #close} at the end. Safe for use by
 * several threads.
 */
public interface Workspace extends AutoCloseable {
  /**
   * Sweeps what earlier starts left. Called once, before the first use; blocks until it is done.
   *
   * @throws java.io.UncheckedIOException when it cannot be told what they left
   */
  void recover();

  /**
   * Judges at the door where a download wants to go: inside the allowed roots once links are
   * resolved, outside Leash's own folders, a folder or nothing yet, and not held by another
   * download so that it cannot be shared.
   *
   * @return a claim, which the caller closes when the download is over
   */
  Claimed claim(DownloadRequest request);

  /**
   * Opens a staging folder for a destination.
   *
   * @param cancellation of the download: what waits in the staging looks at it
   */
  OpenedStaging open(Claim claim, Cancellation cancellation);

  /** How many staging folders are there, those that are still being deleted too. */
  int stagingFolders();

  /**
   * Lets go of what the workspace has of its own. Called when no download runs any more; waits a
   * bounded while for deletions under way, and leaves the others to the next start's {@link
   * #recover}. A second close does nothing.
   */
  @Override
  void close();

  /** A destination that a download may have. */
  interface Claim extends AutoCloseable {
    /** The folder's real path as far as it exists. */
    Path path();

    /** Lets go of it; a second close does nothing. */
    @Override
    void close();
  }

  /** What became of a claim. */
  sealed interface Claimed {
    record Granted(Claim claim) implements Claimed {}

    record Refused(Failure failure) implements Claimed {}
  }

  /** What became of the opening of a staging folder. */
  sealed interface OpenedStaging {
    record Ready(Staging staging) implements OpenedStaging {}

    record Failed(Failure failure) implements OpenedStaging {}
  }
}
