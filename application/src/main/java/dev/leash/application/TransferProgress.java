package dev.leash.application;

import dev.leash.domain.port.Transfer;
import java.util.OptionalLong;

/** Has a download and its meter hear of its transfer. Safe for use by several threads. */
final class TransferProgress implements Transfer.Listener {
  private final TrackedDownload download;

  TransferProgress(TrackedDownload download) {
    this.download = download;
  }

  @Override
  public void announced(OptionalLong totalBytes) {
    download.goOn();
    download.meter().announced(totalBytes);
  }

  @Override
  public void received(long bytes) {
    download.meter().received(bytes);
  }

  @Override
  public void startedOver() {
    download.startOver();
  }

  @Override
  public void connected(int connections) {
    download.meter().connected(connections);
  }
}
