package dev.leash.application;

import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Gate;
import dev.leash.domain.port.Staging;
import dev.leash.domain.port.Workspace;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A workspace that tells when a publication comes to its gate, and while it is inside. */
record WatchedWorkspace(Workspace inner, Consumer<Path> beforeGate, Consumer<Path> insideGate)
    implements Workspace {
  @Override
  public Claimed claim(DownloadRequest request) {
    return inner.claim(request);
  }

  @Override
  public OpenedStaging open(Claim claim, Cancellation cancellation) {
    OpenedStaging opened = inner.open(claim, cancellation);
    return opened instanceof OpenedStaging.Ready(Staging staging)
        ? new OpenedStaging.Ready(new WatchedStaging(staging, claim.path()))
        : opened;
  }

  @Override
  public void recover() {
    inner.recover();
  }

  @Override
  public void close() {
    inner.close();
  }

  @Override
  public int stagingFolders() {
    return inner.stagingFolders();
  }

  private final class WatchedStaging implements Staging {
    private final Staging staging;
    private final Path path;

    WatchedStaging(Staging staging, Path path) {
      this.staging = staging;
      this.path = path;
    }

    @Override
    public ArrivingFile archive() {
      return staging.archive();
    }

    @Override
    public NewTree newTree() {
      return staging.newTree();
    }

    @Override
    public Published publish(Order order, Gate gate) {
      return staging.publish(order, watched(gate));
    }

    private Gate watched(Gate gate) {
      return new Gate() {
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
      };
    }

    @Override
    public void discard() {
      staging.discard();
    }

    @Override
    public void dropTree() {
      staging.dropTree();
    }

    @Override
    public CompletableFuture<Void> gone() {
      return staging.gone();
    }
  }
}
