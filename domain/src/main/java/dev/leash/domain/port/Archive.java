package dev.leash.domain.port;

import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.NameRules;
import dev.leash.domain.download.Failure;
import java.util.OptionalLong;

/**
 * Unzips an archive while it arrives. Safe for use by several threads.
 *
 * <p>{@link #extract} blocks its thread until every entry is written and checked, or something is
 * wrong. It ends soon after a cancellation, in the middle of an entry too. What it has written by
 * then stays in the tree, for the staging to delete.
 */
public interface Archive {
  /**
   * Unzips one generation of the file.
   *
   * @param tree fresh and empty
   */
  Extracted extract(
      ArrivingFile file,
      int generation,
      Tree tree,
      Options options,
      Listener listener,
      Cancellation cancellation);

  /**
   * How to unzip.
   *
   * @param stripComponents leading components to drop from each entry's path
   */
  record Options(ArchiveLimits limits, NameRules names, int stripComponents) {}

  /** Hears how far it is. Calls may come from several threads and must return at once. */
  interface Listener {
    /** How many files there are, once known. */
    void planned(OptionalLong totalFiles);

    /** So many bytes more have been written. */
    void wrote(long bytes);

    /** One more file is whole. */
    void finishedFile();
  }

  /** How an extraction ended. */
  sealed interface Extracted {
    /** Every entry is in the tree and right. */
    record Whole(long files, long bytes) implements Extracted {}

    /** The archive, or the disk that it is written to. */
    record Failed(Failure failure) implements Extracted {}

    /**
     * Begin again with this generation of the file, in a fresh tree: it is a new one, or the same
     * of which more is known by now than what was unzipped had been guessed from.
     */
    record Restarted(int generation) implements Extracted {}

    record Cancelled() implements Extracted {}
  }
}
