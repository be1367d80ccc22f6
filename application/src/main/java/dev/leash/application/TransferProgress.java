package dev.leash.application;

import dev.leash.domain.port.Transfer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * Has a download, its meter and the audit hear of its transfer, and holds that back. Safe for use
 * by several threads.
 */
final class TransferProgress implements Transfer.Listener {
  private final TrackedDownload download;
  private final Holdings holdings;
  private final Traffic traffic;
  private final Transfer.Pace pace;

  // Guarded by this.
  private final Deque<Holdings.Holding> open = new ArrayDeque<>();

  TransferProgress(
      TrackedDownload download, Holdings holdings, Traffic traffic, Transfer.Pace pace) {
    this.download = download;
    this.holdings = holdings;
    this.traffic = traffic;
    this.pace = pace;
  }

  @Override
  public Transfer.Pace pace() {
    return pace;
  }

  @Override
  public void announced(OptionalLong totalBytes) {
    download.goOn();
    download.meter().announced(totalBytes);
  }

  @Override
  public void received(long bytes) {
    traffic.received(bytes);
    download.meter().received(bytes);
  }

  @Override
  public void startedOver() {
    download.startOver();
  }

  @Override
  public void connected(int connections) {
    hold(connections);
    download.meter().connected(connections);
  }

  private synchronized void hold(int connections) {
    while (open.size() < connections) {
      open.push(holdings.take(Holdings.Kind.CONNECTION, download.session()));
    }
    while (open.size() > connections) {
      open.pop().close();
    }
  }
}
