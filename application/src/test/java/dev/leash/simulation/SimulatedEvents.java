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
    fail(status.id());
  }

  @Override
  public void begun(Scope scope, SessionId current) {
    world.told().event(Words.session(current, scope), " is current");
    world.ledger().causes().current(scope, current);
    fail(scope);
  }

  @Override
  public void changed(Change change) {
    change
        .ended()
        .ifPresent(_ ->
            world
                .told()
                .event(
                    Words.session(change.previous(), change.scope()),
                    " has ended; with it ",
                    change.cancelled().isEmpty() ? "no download" : change.cancelled()));
    world.ledger().fences().cancelled(change.scope(), change.previous(), change.cancelled());
    fail(change.scope());
  }

  @Override
  public void held(Scope scope, SessionId ended, Duration since) {
    world.told().event("the answer to the end of ", Words.session(ended, scope), " waits");
  }

  private void fail(Object of) {
    world.throwPerhaps(Fault.LISTENER_THROWS, of);
  }
}
