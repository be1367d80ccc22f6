package dev.leash.simulation;

import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.port.DownloadEvents;
import dev.leash.domain.port.SessionEvents;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import dev.leash.simulation.Chance.Fault;
import java.time.Duration;
import java.util.function.Consumer;

/** Writes down what is told; some listeners fail at it. */
final class SimulatedEvents implements DownloadEvents, SessionEvents {
  private final World world;

  SimulatedEvents(World world) {
    this.world = world;
  }

  @Override
  public void accepted(DownloadStatus status) {
    hear(world.ledger()::accepted, status);
  }

  @Override
  public void changed(DownloadStatus status) {
    hear(world.ledger()::changed, status);
  }

  @Override
  public void progressed(DownloadStatus status) {
    hear(world.ledger()::progressed, status);
  }

  @Override
  public void finished(DownloadStatus status) {
    hear(world.ledger()::finished, status);
  }

  private void hear(Consumer<DownloadStatus> ledger, DownloadStatus status) {
    ledger.accept(status);
    fail();
  }

  @Override
  public void begun(Scope scope, SessionId current) {
    world.told().event("session ", current, " of ", scope, " is current");
    world.ledger().current(scope, current);
    fail();
  }

  @Override
  public void changed(Change change) {
    world
        .told()
        .event(
            change.scope(),
            " has session ",
            change.current(),
            " after ",
            change.previous(),
            ", cancelled: ",
            change.cancelled());
    world.ledger().cancelled(change.scope(), change.previous().value(), change.cancelled());
    fail();
  }

  @Override
  public void held(Scope scope, SessionId ended, Duration since) {
    world.told().event("the end of session ", ended, " of ", scope, " waits");
  }

  private void fail() {
    world.throwPerhaps(Fault.LISTENER_THROWS);
  }
}
