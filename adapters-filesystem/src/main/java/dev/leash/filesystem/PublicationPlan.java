package dev.leash.filesystem;

import dev.leash.domain.port.Staging.Published;
import java.nio.file.Path;
import java.util.List;

/**
 * The renames that publish, as data.
 *
 * @param outcome what is told when all of them are done
 * @param made folders that were made for it inside staging, what lies deeper later
 * @param within renames inside staging, done before the gate
 * @param inPlace renames inside the gate
 */
record PublicationPlan(
    Published.Done outcome, List<Path> made, List<Step> within, List<Step> inPlace) {
  PublicationPlan {
    made = List.copyOf(made);
    within = List.copyOf(within);
    inPlace = List.copyOf(inPlace);
  }

  /** One rename is atomic; of several, a crash may leave the first ones. */
  boolean canBeCutShort() {
    return inPlace.size() > 1;
  }

  /** One rename. */
  sealed interface Step {
    Path from();

    Path to();

    /** The path below the destination that it is about. */
    Path place();

    /** Something new goes to where nothing is. */
    record Move(Path from, Path to) implements Step {
      @Override
      public Path place() {
        return to;
      }
    }

    /**
     * Something old makes room.
     *
     * @param found what it was when it was judged that it may
     */
    record Backup(Path target, Path backup, Found found) implements Step {
      @Override
      public Path from() {
        return target;
      }

      @Override
      public Path to() {
        return backup;
      }

      @Override
      public Path place() {
        return target;
      }
    }
  }
}
