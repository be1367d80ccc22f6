package dev.leash.domain.port;

import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.domain.download.DownloadRequest.OnExisting;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.FileList;
import dev.leash.domain.download.FileName;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A folder of one download's own, on its destination's file system, until it is published or
 * discarded. It deletes all that it made, whatever ends it.
 */
public interface Staging {
  /** The archive; always the same. */
  ArrivingFile archive();

  /** Makes a fresh, empty tree; one that was made before is dropped. */
  NewTree newTree();

  /** Drops the newest tree, where there is one; it is deleted soon. Nobody writes into it. */
  void dropTree();

  /**
   * Renames what was staged into place: all of it or nothing.
   *
   * <p>Blocks for the destination's turn before the gate; between the gate's enter and leave it
   * only renames. What it replaced is deleted later. It gives up while waiting once its download is
   * cancelled; one that finds its gate {@linkplain Gate#isClosing closing} while less than half of
   * its renames are done undoes them and is refused.
   */
  Published publish(Order order, Gate gate);

  /**
   * Has all that is left deleted, soon and on another thread; returns at once. A second call does
   * nothing.
   */
  void discard();

  /**
   * Completes when it was discarded and all has been deleted that shall be; on a thread that must
   * not be made to wait.
   */
  CompletableFuture<Void> gone();

  /**
   * What to publish.
   *
   * @param tree whether to publish the newest tree
   * @param archiveAs the name under which to publish the archive itself, if at all
   */
  record Order(
      boolean tree, Optional<FileName> archiveAs, Install install, OnExisting onExisting) {}

  /** What became of the making of a tree. */
  sealed interface NewTree {
    record Made(Tree tree) implements NewTree {}

    record Failed(Failure failure) implements NewTree {}
  }

  /** What became of a publication. */
  sealed interface Published {
    /**
     * All is in place.
     *
     * @param path the folder's real path
     * @param files what was published: files and symbolic links, the archive itself, too, but none
     *     that was kept as it was, and no folder
     */
    record Done(Path path, FileList files) implements Published {}

    /** Nothing has changed. */
    record Failed(Failure failure) implements Published {}

    /**
     * The gate refused or was closing, or the download was cancelled before: nothing has changed.
     */
    record Refused() implements Published {}
  }
}
