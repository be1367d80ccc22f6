package dev.leash.bootstrap.ipc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A host that takes no more connections: whoever connects hears nothing at all. For one thread. */
final class FullBacklog implements AutoCloseable {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  private static final String SYN_SENT = "02";

  /** Nobody on the loopback needs so long who is answered at all. */
  private static final int UNANSWERED_MILLIS = 100;

  private final ServerSocket listener;
  private final List<Socket> crowd = new ArrayList<>();

  FullBacklog() throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    while (crowds()) {
      // One more was let in.
    }
  }

  /** Only here can the state of a connection that is being made be seen. */
  static boolean isVisible() {
    return Files.isReadable(TABLES.getFirst());
  }

  int port() {
    return listener.getLocalPort();
  }

  /** How many have asked to be connected and not been answered. */
  long connecting() throws IOException {
    String port = String.format(Locale.ROOT, ":%04X", port());
    long count = 0;
    for (Path table : TABLES) {
      if (Files.isReadable(table)) {
        try (Stream<String> lines = Files.lines(table)) {
          count +=
              lines
                  .map(line -> line.strip().split(" +", -1))
                  .filter(columns -> columns[2].endsWith(port) && columns[3].equals(SYN_SENT))
                  .count();
        }
      }
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : crowd) {
      socket.close();
    }
    listener.close();
  }

  private boolean crowds() throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(listener.getLocalSocketAddress(), UNANSWERED_MILLIS);
      crowd.add(socket);
      return true;
    } catch (SocketTimeoutException _) {
      socket.close();
      return false;
    }
  }
}
