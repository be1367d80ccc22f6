package dev.leash.bootstrap.ipc;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.ForwardingStaging;
import dev.leash.domain.port.ForwardingWorkspace;
import dev.leash.domain.port.Gate;
import dev.leash.domain.port.Staging;
import dev.leash.domain.port.Workspace;
import dev.leash.filesystem.FilesystemModule;
import dev.leash.filesystem.FilesystemSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The daemon's own workspace, which holds the first publication at one point until a test lets it
 * go. Safe for use by several threads.
 */
final class HeldPublication extends AbstractModule {
  private final Path base;
  private final Point point;
  private final AtomicBoolean first = new AtomicBoolean(true);
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  /** Where. */
  enum Point {
    /** All is staged, and nothing was asked for yet. */
    BEFORE_ITS_TURN,
    /** The plan is made, and in its turn it is about to ask the gate. */
    AT_THE_GATE
  }

  /**
   * @param base the daemon's folder
   */
  HeldPublication(Path base, Point point) {
    this.base = base;
    this.point = point;
  }

  void awaitReached() throws InterruptedException {
    reached.await();
  }

  void release() {
    released.countDown();
  }

  @Provides
  @Singleton
  Workspace workspace(Clock clock) {
    FilesystemSettings settings =
        FilesystemSettings.of(base.resolve("state"), List.of(base.resolve("root")));
    // An injector of its own: the daemon's has this workspace for that key.
    Workspace own =
        Guice.createInjector(
                new FilesystemModule(settings),
                binder -> binder.bind(Clock.class).toInstance(clock))
            .getInstance(Workspace.class);
    return new ForwardingWorkspace(own) {
      @Override
      protected Staging changed(Staging opened, Claim claim) {
        return new ForwardingStaging(opened) {
          @Override
          public Published publish(Order order, Gate gate) {
            arrive(Point.BEFORE_ITS_TURN);
            return super.publish(order, new HeldGate(gate));
          }
        };
      }
    };
  }

  private void arrive(Point at) {
    if (at != point || !first.getAndSet(false)) {
      return;
    }
    reached.countDown();
    try {
      released.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private final class HeldGate implements Gate {
    private final Gate own;

    private HeldGate(Gate own) {
      this.own = own;
    }

    @Override
    public boolean enter() {
      arrive(Point.AT_THE_GATE);
      return own.enter();
    }

    @Override
    public boolean isClosing() {
      return own.isClosing();
    }

    @Override
    public void leave() {
      own.leave();
    }
  }
}
