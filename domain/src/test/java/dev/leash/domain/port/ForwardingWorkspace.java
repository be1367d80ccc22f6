package dev.leash.domain.port;

import dev.leash.domain.download.DownloadRequest;

/**
 * Another workspace, of which a test changes each staging and what it overrides. As safe for
 * threads as that is.
 */
public abstract class ForwardingWorkspace implements Workspace {
  private final Workspace inner;

  protected ForwardingWorkspace(Workspace inner) {
    this.inner = inner;
  }

  /** What takes the place of an opened staging. */
  protected abstract Staging changed(Staging opened, Claim claim);

  @Override
  public void recover() {
    inner.recover();
  }

  @Override
  public Claimed claim(DownloadRequest request) {
    return inner.claim(request);
  }

  @Override
  public OpenedStaging open(Claim claim, Cancellation cancellation) {
    return switch (inner.open(claim, cancellation)) {
      case OpenedStaging.Ready(Staging opened) -> new OpenedStaging.Ready(changed(opened, claim));
      case OpenedStaging.Failed failed -> failed;
    };
  }

  @Override
  public int stagingFolders() {
    return inner.stagingFolders();
  }

  @Override
  public void close() {
    inner.close();
  }
}
