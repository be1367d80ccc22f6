package dev.leash.filesystem;

import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Gate;
import dev.leash.domain.port.Staging.Order;
import dev.leash.domain.port.Staging.Published;
import dev.leash.filesystem.CrashPoints.Point;
import dev.leash.filesystem.PublicationPlanner.Planned;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Publishes what was staged: waits for the turn, plans, and renames. Safe for use by several
 * threads.
 */
final class Publisher {
  private final Premises premises;
  private final DestinationRules rules;
  private final HomeTurns homeTurns;
  private final CrashPoints points;
  private final Disk disk;
  private final PatientMove move;
  private final Turns turns;

  Publisher(
      Premises premises, DestinationRules rules, HomeTurns homeTurns, FileWorkspace.Means means) {
    this.premises = premises;
    this.rules = rules;
    this.homeTurns = homeTurns;
    this.turns = new Turns(means.clock());
    this.points = means.points();
    this.disk = means.disk();
    this.move = new PatientMove(means.disk(), means.clock());
  }

  /** What is to become of the staging folder. */
  enum Rest {
    /** Nobody needs it. */
    SWEPT,

    /**
     * All is as it was before, but the disk may not know it: the next start undoes it once more.
     */
    LEFT,

    /** It may hold the only copy of something: no start touches it. */
    KEPT
  }

  /** What came of it. */
  record Result(Published published, Rest rest) {
    static Result of(Published published) {
      return new Result(published, Rest.SWEPT);
    }

    static Result failed(Failure failure) {
      return of(new Published.Failed(failure));
    }
  }

  Result publish(DownloadRequest request, Staged staged, Order order, Passage passage) {
    // Judged again: what was a folder at the door may be a link by now.
    return switch (rules.judge(request)) {
      case DestinationRules.Judged.Refused(Failure failure) -> Result.failed(failure);
      case DestinationRules.Judged.Allowed(Destination destination) -> {
        try {
          Path top = PublicationPlanner.top(destination.folder(), disk);
          yield publish(top, request, destination, new Job(staged, order, passage));
        } catch (IOException e) {
          yield Result.failed(staged.space().failureOf(e, destination.folder(), 0));
        }
      }
    };
  }

  private Result publish(Path top, DownloadRequest request, Destination destination, Job job) {
    return switch (turns.take(top, job.passage.cancellation())) {
      case Turns.Taken.Cancelled() -> Result.of(new Published.Refused());
      case Turns.Taken.Busy() -> busy(destination);
      case Turns.Taken.Granted(Turns.Turn turn) -> {
        Result result;
        try (turn) {
          result = publishAmongDaemons(request, destination, job);
        }
        points.reached(Point.TURN_RELEASED);
        yield result;
      }
    };
  }

  private static Result busy(Destination destination) {
    return Result.failed(new Failure.DestinationBusy(destination.folder().toString()));
  }

  private Result publishAmongDaemons(DownloadRequest request, Destination destination, Job job) {
    try {
      return switch (homeTurns.take(job.staged.folder(), job.passage.cancellation())) {
        case HomeTurns.Taken.Cancelled() -> Result.of(new Published.Refused());
        case HomeTurns.Taken.Busy() -> busy(destination);
        case HomeTurns.Taken.Granted(HomeTurns.Share share) -> {
          try (share) {
            points.reached(Point.TURN_TAKEN);
            yield publishInTurn(request, destination, job);
          }
        }
      };
    } catch (IOException e) {
      Staged staged = job.staged;
      return Result.failed(staged.space().failureOf(e, staged.folder().path(), 0));
    }
  }

  /** The wait for the turn may have been long: a folder on the way may be a link by now. */
  private Result publishInTurn(DownloadRequest request, Destination destination, Job job)
      throws IOException {
    return switch (rules.judge(request)) {
      case DestinationRules.Judged.Refused(Failure failure) -> Result.failed(failure);
      case DestinationRules.Judged.Allowed(Destination now) -> {
        if (!now.equals(destination)) {
          yield Result.failed(
              new Failure.DestinationConflict(
                  destination.folder().toString(), "is another folder than a moment ago"));
        }
        PublicationPlanner planner =
            new PublicationPlanner(premises, job.staged, job.order, destination.folder());
        yield publish(planner, job.staged, job.passage);
      }
    };
  }

  private Result publish(PublicationPlanner planner, Staged staged, Passage passage)
      throws IOException {
    return switch (planner.plan()) {
      case Planned.Refused(Failure failure) -> Result.failed(failure);
      case Planned.Ready(PublicationPlan plan) -> publish(plan, staged.folder(), passage);
    };
  }

  private Result publish(PublicationPlan plan, StagingFolder folder, Passage passage)
      throws IOException {
    Renames within = new Renames(disk, move, passage.cancellation()::isCancelled);
    Optional<Failure> failure = within.run(plan.within());
    if (failure.isPresent()) {
      within.undo();
      return Result.failed(failure.get());
    }
    Result result;
    try {
      disk.syncFolders(toSync(plan, folder));
      Transaction.Means means = new Transaction.Means(disk, move);
      result = new Transaction(plan, folder, points, means).run(passage.gate());
    } catch (IOException e) {
      within.undo();
      throw e;
    }
    if (!(result.published() instanceof Published.Done)) {
      within.undo();
    }
    return result;
  }

  /**
   * The folders that the plan made or filled in staging, and the way on which a recovery comes to
   * the journal, where there is one.
   */
  private static Set<Path> toSync(PublicationPlan plan, StagingFolder folder) {
    Set<Path> folders = new LinkedHashSet<>();
    plan.within().forEach(step -> folders.add(step.to().resolveSibling("")));
    // Not the first, in which they were made: its names are synced after the renames out of it.
    folders.addAll(plan.made().subList(1, plan.made().size()).reversed());
    if (plan.canBeCutShort()) {
      // The staging folder itself is synced with the journal.
      folders.add(folder.home());
      folders.add(folder.home().resolveSibling(""));
    } else {
      folders.add(folder.path());
    }
    return folders;
  }

  /** What to publish, and how. */
  private record Job(Staged staged, Order order, Passage passage) {}

  /** How a publication goes on, or does not. */
  record Passage(Gate gate, Cancellation cancellation) {}
}
