package dev.leash.benchmarks.cancel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A server on loopback whose downloads never end by themselves. */
final class Origin implements AutoCloseable {
  private final ServerSocket listener;
  private volatile Watch watch = new Watch(0);

  Origin() throws IOException {
    listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().name("origin").daemon(true).start(this::accept);
  }

  String url(Conduct conduct) {
    return conduct.url(listener.getLocalPort());
  }

  /** Watches the connections that come from now on. */
  Watch watch(int connections) {
    Watch next = new Watch(connections);
    watch = next;
    return next;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    try {
      while (true) {
        Thread.ofPlatform().name("served").daemon(true).start(new Served(listener.accept(), watch));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }
}
