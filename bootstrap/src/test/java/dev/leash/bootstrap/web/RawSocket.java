package dev.leash.bootstrap.web;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

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
    Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
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

  /** A whole one, with a mask that changes nothing. */
  void sendFrame(int firstByte, byte[] payload) throws IOException {
    send(head(firstByte, MASKED, payload.length).put(new byte[4]).put(payload).array());
  }

  void sendUnmasked(int firstByte, byte[] payload) throws IOException {
    ByteBuffer frame = head(firstByte, 0, payload.length).put(payload);
    send(java.util.Arrays.copyOf(frame.array(), frame.position()));
  }

  static int whole(int opcode) {
    return FIN | opcode;
  }

  private static ByteBuffer head(int firstByte, int masked, int length) {
    ByteBuffer frame = ByteBuffer.allocate(14 + length).put((byte) firstByte);
    // Always the longest form would be refused; this many forms there are.
    ByteBuffer exact =
        length < 126
            ? ByteBuffer.allocate(6 + length).put((byte) firstByte).put((byte) (masked | length))
            : length < 65_536
                ? ByteBuffer.allocate(8 + length)
                    .put((byte) firstByte)
                    .put((byte) (masked | 126))
                    .putShort((short) length)
                : frame.put((byte) (masked | 127)).putLong(length);
    return exact;
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
  record Received(int opcode, boolean last, byte[] payload) {
    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    int closeCode() {
      return ByteBuffer.wrap(payload).getShort();
    }
  }

  Received receive() throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    int first = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    length = length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
    return new Received(first & 0xf, (first & FIN) != 0, in.readNBytes(length));
  }

  /** The whole of the next text. */
  String receiveText() throws IOException {
    StringBuilder text = new StringBuilder();
    Received part = receive();
    text.append(part.text());
    while (!part.last()) {
      part = receive();
      text.append(part.text());
    }
    return text.toString();
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
