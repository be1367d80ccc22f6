package dev.leash.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one exchange's connection from outside, in whatever phase it is. Safe for use by several
 * threads.
 *
 * <p>The library's own abort reaches a connection only when a socket is bound to it: aborted during
 * a DNS look-up it lets the thread connect all the same, and then forgets the open socket. So a
 * socket is held here from its making until it is connected; from then on the library's abort
 * reaches it, and this one must not, because it may serve another exchange soon.
 */
final class Lifeline {
  private final HttpUriRequestBase request;

  // Guarded by this.
  private boolean cut;
  private @Nullable Socket connecting;

  Lifeline(HttpUriRequestBase request) {
    this.request = request;
  }

  /** A socket is about to be connected; throws when there is no use in it. */
  void connecting(Socket socket) throws IOException {
    synchronized (this) {
      if (!cut) {
        connecting = socket;
        return;
      }
    }
    socket.close();
    throw new SocketException("cut before connecting");
  }

  /** The connection is made, and the library's own abort reaches it. */
  synchronized void connected() throws IOException {
    if (cut) {
      throw new SocketException("cut while connecting");
    }
    connecting = null;
  }

  /** Closes the connection at once; does nothing to one that has gone back to the pool. */
  void cut() {
    @Nullable Socket socket;
    synchronized (this) {
      cut = true;
      socket = connecting;
      connecting = null;
    }
    request.abort();
    close(socket);
  }

  private static void close(@Nullable Socket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException _) {
      // It is gone, which is all that was asked for.
    }
  }
}
