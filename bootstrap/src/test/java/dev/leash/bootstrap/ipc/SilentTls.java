package dev.leash.bootstrap.ipc;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/** A host that reads what opens a TLS handshake and never answers it. */
final class SilentTls implements AutoCloseable {
  /** The type of a handshake's record (RFC 8446, section 5.1). */
  static final int HANDSHAKE = 22;

  private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final CompletableFuture<Integer> first = new CompletableFuture<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  SilentTls() throws IOException {
    var _ = Thread.ofPlatform().daemon().name("silent-tls").start(this::serve);
  }

  String url(String path) {
    return "https://127.0.0.1:" + listener.getLocalPort() + path;
  }

  /** Waits for the first byte of the first connection. */
  int first() {
    return first.join();
  }

  /** Waits until the first connection has been closed by the client. */
  void awaitClosed() {
    closed.join();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void serve() {
    try (Socket socket = listener.accept()) {
      InputStream in = socket.getInputStream();
      first.complete(in.read());
      while (in.read() >= 0) {
        // Only the end is of interest.
      }
    } catch (IOException _) {
      // A reset is a close too.
    } finally {
      first.complete(-1);
      closed.complete(null);
    }
  }
}
