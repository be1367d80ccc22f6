package dev.leash.benchmarks.install.server;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The link emulated by this process, which relays connections: for where the kernel cannot. It
 * takes some of the cores' time from all that are measured over it.
 */
final class RelayLink implements Closeable {
  private static final int BACKLOG = 1_000;

  private final InetSocketAddress target;
  private final ServerSocket listening;
  private final Wire wire = new Wire(System::nanoTime);
  private final Set<Relayed> open = ConcurrentHashMap.newKeySet();

  private RelayLink(InetSocketAddress target) throws IOException {
    this.target = target;
    listening = new ServerSocket(0, BACKLOG, InetAddress.ofLiteral("127.0.0.1"));
  }

  static RelayLink to(InetSocketAddress target) throws IOException {
    RelayLink link = new RelayLink(target);
    Thread.ofPlatform().name("link-accept").daemon(true).start(link::accept);
    return link;
  }

  String url() {
    return "http://127.0.0.1:" + listening.getLocalPort() + "/";
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        Relayed relayed = new Relayed(client, wire, open::remove);
        open.add(relayed);
        relayed.start(target);
      }
    } catch (IOException _) {
      // It was closed.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Relayed relayed : open) {
      relayed.close();
    }
  }
}
