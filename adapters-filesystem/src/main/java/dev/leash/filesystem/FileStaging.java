package dev.leash.filesystem;

import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Gate;
import dev.leash.domain.port.Staging;
import dev.leash.filesystem.CrashPoints.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One download's staging folder on disk. Safe for use by several threads. */
final class FileStaging implements Staging {
  private final StagingFolder folder;
  private final Claims.FileClaim claim;
  private final Cancellation cancellation;
  private final Tools tools;
  private final Space space;
  private final SparseArrivingFile archive;

  /** Never held over a call of the disk: {@link #discard} takes it, and must return at once. */
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock.
  private @Nullable StagedTree tree;
  private int trees;
  private boolean discarded;
  private boolean kept;

  /** What all stagings share. */
  record Tools(Publisher publisher, Sweeper sweeper, SaneTimes times, CrashPoints points) {}

  FileStaging(Opening opening, Claims.FileClaim claim, Cancellation cancellation, Tools tools)
      throws IOException {
    this.folder = opening.folder();
    this.space = opening.space();
    this.claim = claim;
    this.cancellation = cancellation;
    this.tools = tools;
    this.archive =
        new SparseArrivingFile(folder.path(), claim.publishesArchive(), space, cancellation);
  }

  /** A folder that was just made, and the room in it. */
  record Opening(StagingFolder folder, Space space) {}

  @Override
  public ArrivingFile archive() {
    return archive;
  }

  @Override
  public NewTree newTree() {
    Path root = folder.path().resolve("tree-" + nextTree());
    try {
      PathLimit limit = PathLimit.below(claim.path(), root);
      StagedTree fresh = new StagedTree(root, limit, space, tools.times());
      lock.lock();
      try {
        tree = fresh;
        if (discarded) {
          fresh.drop();
        }
      } finally {
        lock.unlock();
      }
      return new NewTree.Made(fresh);
    } catch (IOException e) {
      return new NewTree.Failed(space.failureOf(e, root, 0));
    }
  }

  private int nextTree() {
    lock.lock();
    try {
      if (tree != null) {
        tree.drop();
        space.forgetTree();
        tools.sweeper().delete(tree.root());
      }
      return ++trees;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Published publish(Order order, Gate gate) {
    if (cancellation.isCancelled()) {
      return new Published.Refused();
    }
    tools.points().reached(Point.WRITTEN);
    Optional<Path> root = order.tree() ? treeRoot() : Optional.empty();
    if (order.archiveAs().isPresent()) {
      // An open file cannot be renamed on Windows.
      archive.close();
    }
    // Until it is known to be restored or done, staging may hold the only copy of what it replaced:
    // a fault in between must not have it swept.
    keep(true);
    Publisher.Result result =
        tools
            .publisher()
            .publish(
                claim.request(),
                new Staged(folder, root, archive.path()),
                order,
                new Publisher.Passage(gate, cancellation));
    keep(!result.restored());
    return result.published();
  }

  private Optional<Path> treeRoot() {
    lock.lock();
    try {
      if (tree == null) {
        throw new IllegalStateException("there is no tree to publish");
      }
      return Optional.of(tree.root());
    } finally {
      lock.unlock();
    }
  }

  private void keep(boolean all) {
    lock.lock();
    try {
      kept = all;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void discard() {
    tools.points().reached(Point.ANSWERED);
    boolean keep;
    lock.lock();
    try {
      if (discarded) {
        return;
      }
      discarded = true;
      keep = kept;
      if (tree != null) {
        tree.drop();
      }
    } finally {
      lock.unlock();
    }
    archive.end();
    if (keep) {
      tools.sweeper().keep(folder);
    } else {
      tools.sweeper().sweep(folder, archive::close);
    }
  }
}
