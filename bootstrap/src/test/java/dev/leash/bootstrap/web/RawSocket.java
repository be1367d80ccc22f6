package dev.leash.bootstrap.web;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Sends what it is told, byte for byte. For one thread. */
record RawSocket(Socket socket) implements AutoCloseable {
  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xa;

  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;

  /** A bound for failures alone. */
  private static final int PATIENCE_MILLIS = 30_000;

  static RawSocket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new RawSocket(socket);
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  void sendText(String text) throws IOException {
    sendFrame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** With a mask that changes nothing. */
  void sendFrame(int firstByte, byte[] payload) throws IOException {
    send(head(firstByte, MASKED, payload.length));
    send(new byte[4]);
    send(payload);
  }

  void sendUnmasked(int firstByte, byte[] payload) throws IOException {
    send(head(firstByte, 0, payload.length));
    send(payload);
  }

  /** Announces so much of a whole text. */
  void beginText(int length) throws IOException {
    send(head(whole(TEXT), MASKED, length));
    send(new byte[4]);
  }

  static int whole(int opcode) {
    return FIN | opcode;
  }

  /** Each length has one form that is allowed, the shortest. */
  private static byte[] head(int firstByte, int masked, int length) {
    ByteBuffer head = ByteBuffer.allocate(10).put((byte) firstByte);
    if (length < 126) {
      head.put((byte) (masked | length));
    } else if (length < 1 << 16) {
      head.put((byte) (masked | 126)).putShort((short) length);
    } else {
      head.put((byte) (masked | 127)).putLong(length);
    }
    return Arrays.copyOf(head.array(), head.position());
  }

  /** The head of an answer. */
  String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        break;
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /** Everything until it is closed. */
  String all() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** What the daemon sent. */
  record Received(int opcode, boolean last, ByteBuffer payload) {
    String text() {
      return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
    }

    int closeCode() {
      return payload.getShort(0);
    }
  }

  Received receive() throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    int first = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    length = length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
    return new Received(first & 0xf, (first & FIN) != 0, ByteBuffer.wrap(in.readNBytes(length)));
  }

  /** The whole of the next text. */
  String receiveText() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    Received part;
    do {
      part = receive();
      text.writeBytes(part.payload().array());
    } while (!part.last());
    return text.toString(StandardCharsets.UTF_8);
  }

  /** Skips what comes before the close, and gives its code. */
  int awaitCloseCode() throws IOException {
    Received next = receive();
    while (next.opcode() != CLOSE) {
      next = receive();
    }
    return next.closeCode();
  }

  /** Goes without a word, and with what was still to come unread. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
