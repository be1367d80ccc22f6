package dev.leash.benchmarks.install.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Picks ports of the loopback that nobody listens at. */
final class Ports {
  private Ports() {}

  /** So many, all different. */
  static List<InetSocketAddress> free(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1")));
      }
      return held.stream()
          .map(socket -> (InetSocketAddress) socket.getLocalSocketAddress())
          .toList();
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }
}
