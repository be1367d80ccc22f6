package dev.leash.filesystem;

import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Gate;
import dev.leash.domain.port.Staging;
import dev.leash.filesystem.CrashPoints.Point;
import dev.leash.filesystem.Publisher.Rest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  /** Never held over a call of the disk: {@link #discard} takes it, and must return at once. */
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock.
  private @Nullable StagedTree tree;
  private int trees;
  private boolean discarded;
  private Rest rest = Rest.SWEPT;

  /** What all stagings share. */
  record Tools(
      Publisher publisher, Sweeper sweeper, SaneTimes times, CrashPoints points, Disk disk) {}

  FileStaging(Opening opening, Claims.FileClaim claim, Cancellation cancellation, Tools tools)
      throws IOException {
    this.folder = opening.folder();
    this.space = opening.space();
    this.claim = claim;
    this.cancellation = cancellation;
    this.tools = tools;
    this.archive =
        new SparseArrivingFile(
            new SparseArrivingFile.Opening(folder.path(), claim.publishesArchive(), tools.points()),
            space,
            cancellation);
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
      dropTree();
      return ++trees;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void dropTree() {
    lock.lock();
    try {
      if (tree != null) {
        tree.drop();
        space.forgetTree();
        tools.sweeper().delete(tree.root());
        tree = null;
      }
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
    Optional<StagedTree> newest = order.tree() ? newest() : Optional.empty();
    if (order.archiveAs().isPresent()) {
      // An open file cannot be renamed on Windows.
      archive.close();
    }
    Optional<Published> stopped = sync(newest, order.archiveAs().map(_ -> archive.path()));
    if (stopped.isPresent()) {
      return stopped.get();
    }
    tools.points().reached(Point.STAGED_SYNCED);
    // Until it is known to be restored or done, staging may hold the only copy of what it replaced:
    // a fault in between must not have it swept.
    rest(Rest.KEPT);
    Publisher.Result result =
        tools
            .publisher()
            .publish(
                claim.request(),
                new Staged(folder, newest, archive.path(), space),
                order,
                new Publisher.Passage(gate, cancellation));
    rest(result.rest());
    return result.published();
  }

  /** Why it goes no further; empty when all is on the disk, or need not be. */
  private Optional<Published> sync(Optional<StagedTree> newest, Optional<Path> file) {
    try {
      return new StagedSync(tools.disk(), cancellation).run(newest.map(StagedTree::contents), file)
          ? Optional.empty()
          : Optional.of(new Published.Refused());
    } catch (IOException e) {
      return Optional.of(new Published.Failed(space.failureOf(e, folder.path(), 0)));
    }
  }

  private Optional<StagedTree> newest() {
    lock.lock();
    try {
      if (tree == null) {
        throw new IllegalStateException("there is no tree to publish");
      }
      return Optional.of(tree);
    } finally {
      lock.unlock();
    }
  }

  private void rest(Rest now) {
    lock.lock();
    try {
      rest = now;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void discard() {
    tools.points().reached(Point.ANSWERED);
    Rest left;
    lock.lock();
    try {
      if (discarded) {
        return;
      }
      discarded = true;
      left = rest;
      if (tree != null) {
        tree.drop();
      }
    } finally {
      lock.unlock();
    }
    archive.end();
    Sweeper.Swept swept = new Sweeper.Swept(folder, archive::close, () -> gone.complete(null));
    switch (left) {
      case SWEPT -> tools.sweeper().sweep(swept);
      case LEFT -> tools.sweeper().leave(swept);
      case KEPT -> tools.sweeper().keep(swept);
    }
  }

  @Override
  public CompletableFuture<Void> gone() {
    return gone;
  }
}
