package dev.leash.application;

import dev.leash.domain.port.ForwardingStaging;
import dev.leash.domain.port.ForwardingWorkspace;
import dev.leash.domain.port.Gate;
import dev.leash.domain.port.Staging;
import dev.leash.domain.port.Workspace;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A workspace that tells when a publication comes to its gate, and while it is inside. */
final class WatchedWorkspace extends ForwardingWorkspace {
  private final Consumer<Path> beforeGate;
  private final Consumer<Path> insideGate;

  WatchedWorkspace(Workspace inner, Consumer<Path> beforeGate, Consumer<Path> insideGate) {
    super(inner);
    this.beforeGate = beforeGate;
    this.insideGate = insideGate;
  }

  @Override
  protected Staging changed(Staging opened, Claim claim) {
    return new ForwardingStaging(opened) {
      @Override
      public Published publish(Order order, Gate gate) {
        return super.publish(order, new WatchedGate(gate, claim.path()));
      }
    };
  }

  private final class WatchedGate implements Gate {
    private final Gate gate;
    private final Path path;

    private WatchedGate(Gate gate, Path path) {
      this.gate = gate;
      this.path = path;
    }

    @Override
    public boolean enter() {
      beforeGate.accept(path);
      boolean granted = gate.enter();
      if (granted) {
        insideGate.accept(path);
      }
      return granted;
    }

    @Override
    public boolean isClosing() {
      return gate.isClosing();
    }

    @Override
    public void leave() {
      insideGate.accept(path);
      gate.leave();
    }
  }
}
