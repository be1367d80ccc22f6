package dev.leash.filesystem;

import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Gate;
import dev.leash.domain.port.Staging.Order;
import dev.leash.domain.port.Staging.Published;
import dev.leash.filesystem.PublicationPlanner.Planned;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Publishes what was staged: waits for the turn, plans, passes the gate, renames, and undoes all
 * when one rename fails. Safe for use by several threads.
 */
final class Publisher {
  private static final System.Logger LOG = System.getLogger(Publisher.class.getName());

  private final Premises premises;
  private final DestinationRules rules;
  private final Turns turns = new Turns();

  Publisher(Premises premises, DestinationRules rules) {
    this.premises = premises;
    this.rules = rules;
  }

  /**
   * What came of it.
   *
   * @param restored false when something could not be put back: then staging holds it, and must be
   *     kept
   */
  record Result(Published published, boolean restored) {
    static Result of(Published published) {
      return new Result(published, true);
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
        Path top = PublicationPlanner.top(destination.folder());
        Optional<Turns.Turn> turn = turns.take(top, passage.cancellation());
        if (turn.isEmpty()) {
          yield Result.of(new Published.Refused());
        }
        try (Turns.Turn _ = turn.get()) {
          yield publish(
              new PublicationPlanner(premises, staged, order, destination.folder()),
              staged,
              passage.gate());
        }
      }
    };
  }

  /** How many publications are under way. */
  int underWay() {
    return turns.size();
  }

  private static Result publish(PublicationPlanner planner, Staged staged, Gate gate) {
    try {
      return switch (planner.plan()) {
        case Planned.Refused(Failure failure) -> Result.failed(failure);
        case Planned.Ready(PublicationPlan plan) -> publish(plan, staged.folder(), gate);
      };
    } catch (IOException e) {
      return Result.failed(IoFailures.of(e, staged.folder().path()));
    }
  }

  private static Result publish(PublicationPlan plan, StagingFolder folder, Gate gate)
      throws IOException {
    // Until there is a journal, the mark keeps a restart from sweeping the backups of what a crash
    // left half done.
    if (plan.canBeCutShort()) {
      Files.createFile(folder.mark());
    }
    Renames renames = new Renames();
    Optional<Failure> failure = renames.run(plan.within());
    if (failure.isPresent()) {
      return settle(new Published.Failed(failure.get()), renames.undo(), folder);
    }
    if (!gate.enter()) {
      return settle(new Published.Refused(), renames.undo(), folder);
    }
    boolean restored = true;
    try {
      failure = renames.run(plan.inPlace());
      restored = failure.isEmpty() || renames.undo();
    } finally {
      gate.leave();
    }
    Published published =
        failure
            .<Published>map(Published.Failed::new)
            .orElseGet(() -> new Published.Done(plan.published()));
    return settle(published, restored, folder);
  }

  private static Result settle(Published published, boolean restored, StagingFolder folder) {
    if (restored) {
      try {
        Files.deleteIfExists(folder.mark());
      } catch (IOException e) {
        // What happened stays what happened; the mark goes with the folder.
        LOG.log(Level.WARNING, "{0} could not be removed: {1}", folder.mark(), e.toString());
      }
    }
    return new Result(published, restored);
  }

  /** How a publication goes on, or does not. */
  record Passage(Gate gate, Cancellation cancellation) {}
}
