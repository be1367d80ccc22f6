package dev.leash.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The library's connection, which also tells whether the server has ended its side, whether it sent
 * more than it announced, and whether an exchange went over it before; and which logs neither
 * headers nor bytes, for they may be secrets. Used by one exchange at a time.
 */
final class ArchiveConnection extends DefaultManagedHttpClientConnection {
  private volatile boolean ended;
  private boolean used;
  private @Nullable SessionInputBuffer buffer;

  ArchiveConnection(String id, Http1Config config) {
    super(id, null, null, config, new StrictLength(), null, null, null);
  }

  /** Whether the server's side has been read to its end. */
  boolean ended() {
    return ended;
  }

  /** Whether an exchange has gone over it before this one, which is entered herewith. */
  boolean takeForReuse() {
    boolean before = used;
    used = true;
    return before;
  }

  /**
   * Whether bytes that belong to no body have arrived, as far as that can be seen without waiting.
   */
  boolean hasSurplus() {
    try {
      @Nullable Socket socket = getSocket();
      return (buffer != null && buffer.length() > 0)
          || (socket != null && socket.getInputStream().available() > 0);
    } catch (IOException _) {
      return false; // the connection broke after the body: what arrived is whole
    }
  }

  // The library's bind(Socket) does not look whether the connection has been closed meanwhile; the
  // one below does.
  @Override
  public void bind(Socket socket) throws IOException {
    bind(
        new SocketHolder(socket) {
          @Override
          protected InputStream getInputStream(Socket of) throws IOException {
            return new EndNoticing(of.getInputStream());
          }
        });
  }

  @Override
  public void bind(SSLSocket tls, Socket base) throws IOException {
    bind(
        new SocketHolder(tls, base) {
          @Override
          protected InputStream getInputStream(Socket of) throws IOException {
            return new EndNoticing(of.getInputStream());
          }
        });
  }

  @Override
  protected InputStream createContentInputStream(
      long length, SessionInputBuffer from, InputStream stream) {
    buffer = from;
    return super.createContentInputStream(length, from, stream);
  }

  @Override
  protected void onResponseReceived(ClassicHttpResponse response) {}

  @Override
  protected void onRequestSubmitted(ClassicHttpRequest request) {}

  private final class EndNoticing extends FilterInputStream {
    EndNoticing(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return noticed(super.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return noticed(super.read(bytes, offset, length));
    }

    private int noticed(int result) {
      if (result < 0) {
        ended = true;
      }
      return result;
    }
  }
}
