package dev.leash.filesystem;

import dev.leash.domain.download.Failure;
import dev.leash.filesystem.PublicationPlan.Step;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Renames within staging that can be undone from the end. For one thread. */
final class Renames {
  private static final System.Logger LOG = System.getLogger(Renames.class.getName());

  private final Disk disk;
  private final PatientMove move;
  private final BooleanSupplier over;
  private final Deque<Step> done = new ArrayDeque<>();

  /**
   * @param over whether nobody needs them any more
   */
  Renames(Disk disk, PatientMove move, BooleanSupplier over) {
    this.disk = disk;
    this.move = move;
    this.over = over;
  }

  /** Does the steps until one fails; what was done stays done. */
  Optional<Failure> run(List<Step> steps) {
    for (Step step : steps) {
      try {
        rename(step.from(), step.to());
        done.push(step);
      } catch (IOException e) {
        return Optional.of(IoFailures.ofRename(e, step.place()));
      }
    }
    return Optional.empty();
  }

  /** Undoes what was done, the last first, as far as it goes. */
  void undo() {
    while (!done.isEmpty()) {
      Step step = done.pop();
      try {
        rename(step.to(), step.from());
      } catch (IOException e) {
        // Nothing is lost with it but another try at publishing.
        LOG.log(Level.WARNING, "{0} could not be put back: {1}", step.to(), e.toString());
      }
    }
  }

  private void rename(Path from, Path to) throws IOException {
    var _ = move.move(from, to, () -> isFree(to), over);
  }

  /** What is there stays there. */
  private boolean isFree(Path to) throws IOException {
    if (disk.exists(to)) {
      throw new FileAlreadyExistsException(to.toString());
    }
    return true;
  }
}
