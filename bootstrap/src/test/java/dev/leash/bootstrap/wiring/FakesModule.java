package dev.leash.bootstrap.wiring;

import com.google.inject.AbstractModule;
import dev.leash.bootstrap.Daemon;
import dev.leash.domain.port.Archive;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.FakeArchive;
import dev.leash.domain.port.FakeClock;
import dev.leash.domain.port.FakeTransfer;
import dev.leash.domain.port.FakeWorkspace;
import dev.leash.domain.port.Transfer;
import dev.leash.domain.port.Workspace;

/**
 * Puts fakes in the place of all adapters, for {@link Daemon#start}: no network, no file below a
 * {@code savePath}, and a clock that stands still. One for each daemon. Safe for use by several
 * threads.
 */
public final class FakesModule extends AbstractModule {
  private final FakeTransfer transfer = new FakeTransfer();
  private final FakeArchive archive = new FakeArchive();
  private final FakeWorkspace workspace = new FakeWorkspace();
  private final FakeClock clock = new FakeClock();

  @Override
  protected void configure() {
    bind(Transfer.class).toInstance(transfer);
    bind(Archive.class).toInstance(archive);
    bind(Workspace.class).toInstance(workspace);
    bind(Clock.class).toInstance(clock);
  }

  public FakeTransfer transfer() {
    return transfer;
  }

  public FakeArchive archive() {
    return archive;
  }

  public FakeWorkspace workspace() {
    return workspace;
  }

  public FakeClock clock() {
    return clock;
  }
}
