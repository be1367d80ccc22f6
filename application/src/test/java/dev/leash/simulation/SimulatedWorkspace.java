package dev.leash.simulation;

import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Workspace;
import dev.leash.simulation.Chance.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** The workspace of one daemon on the simulated disk. */
final class SimulatedWorkspace implements Workspace {
  private final World world;
  private final IdentityHashMap<ArrivingFile, Watched> owners = new IdentityHashMap<>();
  private final List<SimulatedClaim> claims = new ArrayList<>();

  SimulatedWorkspace(World world) {
    this.world = world;
  }

  /** Whose archive it is. */
  Watched owner(ArrivingFile file) {
    Watched owner = owners.get(file);
    if (owner == null) {
      throw new IllegalStateException("nobody's file");
    }
    return owner;
  }

  @Override
  public void recover() {
    world.disk().recover();
  }

  @Override
  public Claimed claim(DownloadRequest request) {
    Watched watched = world.ledger().of(request);
    if (world.happens(Fault.CLAIM_REFUSED, watched)) {
      return new Claimed.Refused(
          watched.inject(new Failure.PathNotAllowed(request.savePath().toString(), "bad luck")));
    }
    SimulatedClaim claim = new SimulatedClaim(watched);
    Optional<SimulatedClaim> holder = claims.stream().filter(claim::excludes).findFirst();
    if (holder.isPresent()) {
      Watched other = holder.get().watched;
      world
          .judge()
          .require(
              !other.isAnswered(),
              Promise.NOTHING_LEFT,
              watched + " is refused what " + other + " holds beyond its end");
      return new Claimed.Refused(
          watched.inject(new Failure.DestinationBusy(claim.path().toString())));
    }
    claims.add(claim);
    watched.holds(true);
    return new Claimed.Granted(claim);
  }

  @Override
  public OpenedStaging open(Claim claim, Cancellation cancellation) {
    Watched watched = ((SimulatedClaim) claim).watched;
    world.step();
    if (world.happens(Fault.NO_STAGING, watched)) {
      return new OpenedStaging.Failed(
          watched.inject(new Failure.IoError(Optional.empty(), "no staging")));
    }
    world.throwPerhaps(Fault.STAGING_THROWS, watched);
    SimulatedStaging staging = new SimulatedStaging(world, watched, cancellation);
    owners.put(staging.archive(), watched);
    return new OpenedStaging.Ready(staging);
  }

  @Override
  public int stagingFolders() {
    return world.disk().folders();
  }

  int claims() {
    return claims.size();
  }

  @Override
  public void close() {}

  private final class SimulatedClaim implements Claim {
    private final Watched watched;

    SimulatedClaim(Watched watched) {
      this.watched = watched;
    }

    boolean excludes(SimulatedClaim other) {
      return path().equals(other.path())
          && (replaces()
              || other.replaces()
              || (publishesArchive() && other.publishesArchive() && isSameName(other)));
    }

    private boolean replaces() {
      return watched.request().install() == Install.REPLACE;
    }

    private boolean publishesArchive() {
      return watched.request().keepArchive();
    }

    private boolean isSameName(SimulatedClaim other) {
      return watched.request().fileName().equals(other.watched.request().fileName());
    }

    @Override
    public Path path() {
      return watched.request().savePath();
    }

    @Override
    public void close() {
      claims.remove(this);
      watched.holds(false);
    }
  }
}
