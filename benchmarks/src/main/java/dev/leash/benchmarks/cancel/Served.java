package dev.leash.benchmarks.cancel;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One connection of a client. Its thread only ever reads, so that it sees the close at once; what
 * is sent goes out on another.
 */
final class Served implements Runnable {
  /** Of a TLS record that is part of a handshake (RFC 8446, section 5.1). */
  private static final int TLS_HANDSHAKE = 22;

  private final Socket socket;
  private final Watch watch;

  Served(Socket socket, Watch watch) {
    this.socket = socket;
    this.watch = watch;
  }

  @Override
  public void run() {
    try (socket) {
      try {
        InputStream in = socket.getInputStream();
        begin(in);
        while (in.read() >= 0) {
          // A client says nothing more.
        }
      } catch (IOException e) {
        // A reset is a close.
      } finally {
        watch.close(System.nanoTime());
      }
    } catch (IOException e) {
      // It is closed all the same.
    }
  }

  private void begin(InputStream in) throws IOException {
    int first = in.read();
    if (first == TLS_HANDSHAKE) {
      readRecord(in);
      watch.settle();
      return;
    }
    String request = (char) first + readHead(in);
    switch (Conduct.asked(request).orElseThrow(() -> new IOException("No such URL: " + request))) {
      case FLOWING -> send(Body::flow);
      case DRIPPING -> send(Body::drip);
      case STALLED -> send(Body::stall);
      case SILENT -> watch.settle();
      case HANDSHAKE -> throw new IOException("a plain request for a secure URL");
    }
  }

  private void send(Conversation conversation) throws IOException {
    Body body = new Body(socket.getOutputStream(), watch);
    Thread.ofPlatform()
        .name("sending")
        .daemon(true)
        .start(() -> {
          try {
            conversation.with(body);
          } catch (IOException e) {
            // The connection is closed, which the reading thread tells.
          }
        });
  }

  private interface Conversation {
    void with(Body body) throws IOException;
  }

  /** The rest of the first record: all that a client says before it is answered. */
  private static void readRecord(InputStream in) throws IOException {
    byte[] header = in.readNBytes(4);
    if (header.length < 4) {
      throw new EOFException();
    }
    int length = Byte.toUnsignedInt(header[2]) << 8 | Byte.toUnsignedInt(header[3]);
    in.skipNBytes(length);
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    byte[] one = new byte[1];
    while (head.indexOf("\r\n\r\n") < 0) {
      if (in.read(one) < 0) {
        throw new EOFException();
      }
      head.append(new String(one, StandardCharsets.ISO_8859_1));
    }
    return head.toString();
  }
}
