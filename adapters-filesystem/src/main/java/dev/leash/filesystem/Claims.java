package dev.leash.filesystem;

import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Workspace.Claim;
import dev.leash.domain.port.Workspace.Claimed;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which destinations are held, so that none is shared that cannot be. Safe for use by several
 * threads.
 */
final class Claims {
  // All guarded by this; the paths are folded.
  private final Map<Path, Integer> folders = new HashMap<>();
  private final Set<Path> files = new HashSet<>();
  private final Set<Path> replaced = new HashSet<>();

  synchronized Claimed take(DownloadRequest request, Destination destination) {
    FileClaim claim = new FileClaim(request, destination);
    Optional<Path> file = claim.file.filter(files::contains);
    if (file.isPresent()) {
      return busy(destination.folder().resolve(request.fileName().value()));
    }
    Set<Path> rivals = claim.replaces ? folders.keySet() : replaced;
    if (rivals.stream().anyMatch(rival -> Destination.overlap(rival, claim.folder))) {
      return busy(destination.folder());
    }
    folders.merge(claim.folder, 1, Integer::sum);
    claim.file.ifPresent(files::add);
    if (claim.replaces) {
      replaced.add(claim.folder);
    }
    return new Claimed.Granted(claim);
  }

  private synchronized void release(FileClaim claim) {
    if (claim.released) {
      return;
    }
    claim.released = true;
    folders.computeIfPresent(claim.folder, (_, count) -> count == 1 ? null : count - 1);
    claim.file.ifPresent(files::remove);
    if (claim.replaces) {
      replaced.remove(claim.folder);
    }
  }

  private static Claimed busy(Path path) {
    return new Claimed.Refused(new Failure.DestinationBusy(path.toString()));
  }

  /** A held destination. */
  final class FileClaim implements Claim {
    private final DownloadRequest request;
    private final Destination destination;
    private final Path folder;
    private final Optional<Path> file;
    private final boolean replaces;

    // Guarded by the claims.
    private boolean released;

    private FileClaim(DownloadRequest request, Destination destination) {
      this.request = request;
      this.destination = destination;
      this.folder = Destination.folded(destination.folder());
      this.replaces = request.install() == Install.REPLACE;
      this.file =
          publishesArchive()
              ? Optional.of(
                  Destination.folded(destination.folder().resolve(request.fileName().value())))
              : Optional.empty();
    }

    boolean publishesArchive() {
      return request.publishesArchive();
    }

    DownloadRequest request() {
      return request;
    }

    Destination destination() {
      return destination;
    }

    @Override
    public Path path() {
      return destination.folder();
    }

    @Override
    public void close() {
      release(this);
    }
  }
}
