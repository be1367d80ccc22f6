package dev.leash.http;

import dev.leash.domain.port.Transfer.Listener;
import dev.leash.domain.port.Transfer.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A listener that remembers, and can be waited for. */
final class Heard implements Listener {
  private final List<OptionalLong> announced = new ArrayList<>();
  private final List<Integer> connections = new ArrayList<>();
  private long received;
  private int startedOver;
  private volatile Pace pace = Pace.FREE;

  void holdBackBy(Pace limit) {
    pace = limit;
  }

  @Override
  public Pace pace() {
    return pace;
  }

  @Override
  public synchronized void announced(OptionalLong totalBytes) {
    announced.add(totalBytes);
    notifyAll();
  }

  @Override
  public synchronized void received(long bytes) {
    received += bytes;
    notifyAll();
  }

  @Override
  public synchronized void startedOver() {
    startedOver++;
    received = 0;
    notifyAll();
  }

  @Override
  public synchronized void connected(int open) {
    connections.add(open);
    notifyAll();
  }

  synchronized List<OptionalLong> announced() {
    return List.copyOf(announced);
  }

  synchronized long received() {
    return received;
  }

  synchronized int timesStartedOver() {
    return startedOver;
  }

  synchronized List<Integer> connections() {
    return List.copyOf(connections);
  }

  /** Waits until it has heard so many times how many connections are open. */
  synchronized void awaitConnections(int times) throws InterruptedException {
    while (connections.size() < times) {
      wait();
    }
  }

  synchronized void awaitAnnounced() throws InterruptedException {
    while (announced.isEmpty()) {
      wait();
    }
  }

  synchronized void awaitReceived(long bytes) throws InterruptedException {
    while (received < bytes) {
      wait();
    }
  }
}
