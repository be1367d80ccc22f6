package dev.leash.bootstrap.web;

import dev.leash.bootstrap.WebAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A page's WebSocket, as a channel of lines: each line is sent as a text, and each text that comes
 * is one. For one thread that reads and one that writes.
 */
public final class PageSocket implements ByteChannel {
  /** None of its threads keeps the tests from ending. */
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final byte[] END = {};

  private final LinkedBlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final AtomicReference<String> why = new AtomicReference<>("");
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private ByteBuffer reading = ByteBuffer.allocate(0);
  private final WebSocket socket;

  private PageSocket(WebAddress address, String origin) throws IOException {
    WebSocket.Builder builder =
        HTTP.newWebSocketBuilder().subprotocols("leash.v1", "leash.token." + address.token());
    if (!origin.isEmpty()) {
      builder.header("Origin", origin);
    }
    try {
      socket = builder.buildAsync(URI.create(address.url()), new Listener()).join();
    } catch (CompletionException e) {
      throw new IOException(e.getCause());
    }
  }

  /** As the gateway's own page. */
  public static PageSocket open(WebAddress address) throws IOException {
    return open(address, "http://127.0.0.1:" + URI.create(address.url()).getPort());
  }

  /**
   * @param origin none where it is empty
   */
  public static PageSocket open(WebAddress address, String origin) throws IOException {
    return new PageSocket(address, origin);
  }

  String subprotocol() {
    return socket.getSubprotocol();
  }

  /** Waits for the code with which the daemon closes; 1006 where it just went. */
  int awaitClose() {
    return closed.join();
  }

  /** What the daemon said when it closed. */
  String why() {
    return why.get();
  }

  void sendText(String text, boolean last) {
    socket.sendText(text, last).join();
  }

  void sendBinary(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  /** Waits for the next text. */
  String next() throws InterruptedException {
    byte[] next = received.take();
    if (next == END) {
      throw new AssertionError("it has closed: " + closed.join());
    }
    return new String(next, StandardCharsets.UTF_8);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int count = source.remaining();
    while (source.hasRemaining()) {
      byte next = source.get();
      if (next == '\n') {
        send();
      } else {
        line.write(next);
      }
    }
    return count;
  }

  private void send() throws IOException {
    try {
      socket.sendText(line.toString(StandardCharsets.UTF_8), true).join();
      line.reset();
    } catch (CompletionException e) {
      throw new IOException(e.getCause());
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!reading.hasRemaining()) {
      reading = take();
    }
    if (!reading.hasRemaining()) {
      return -1;
    }
    int count = Math.min(reading.remaining(), target.remaining());
    target.put(reading.slice(reading.position(), count));
    reading.position(reading.position() + count);
    return count;
  }

  private ByteBuffer take() throws IOException {
    try {
      byte[] next = received.take();
      return next == END
          ? ByteBuffer.allocate(0)
          : ByteBuffer.allocate(next.length + 1).put(next).put((byte) '\n').flip();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedChannelException();
    }
  }

  /** Says that it is over, as a page does that is left. */
  public void sendClose() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  @Override
  public boolean isOpen() {
    return !socket.isOutputClosed();
  }

  /** Without a word, as a page does that crashes. */
  @Override
  public void close() {
    socket.abort();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        received.add(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      why.set(reason);
      end(code);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      end(1006);
    }

    private void end(int code) {
      closed.complete(code);
      received.add(END);
    }
  }
}
