package dev.leash.bootstrap.ipc;

import dev.leash.bootstrap.WebAddress;
import dev.leash.bootstrap.web.PageSocket;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A frontend that sends what it is told, byte for byte, and keeps all that it receives, in order. A
 * thread of its own reads. Safe for use by several threads.
 */
final class TestClient implements AutoCloseable {
  /** A bound for failures alone: what is awaited comes at once, on an idle machine. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Of what came, as much as a person reads. */
  private static final int MESSAGES_TOLD = 50;

  /** Exact also where a number is none of Java's. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final ByteChannel channel;
  private final boolean headers;

  // Guarded by this.
  private final List<JsonNode> received = new ArrayList<>();
  private int taken;
  private final Map<String, String> methods = new HashMap<>();
  private int calls;
  private boolean ended;
  private @Nullable AssertionError broken;

  private TestClient(ByteChannel channel, boolean headers) {
    this.channel = channel;
    this.headers = headers;
  }

  /** Speaks and reads a message a line. */
  static TestClient connect(Path socket) throws IOException {
    return reading(socket, false);
  }

  /** Speaks and reads a message a text of a WebSocket's. */
  static TestClient connectAsPage(WebAddress address) throws IOException {
    return reading(new TestClient(PageSocket.open(address), false));
  }

  /** Reads with headers. */
  static TestClient connectWithHeaders(Path socket) throws IOException {
    return reading(socket, true);
  }

  /** Never reads. */
  static TestClient connectDeaf(Path socket) throws IOException {
    return new TestClient(open(socket), false);
  }

  /** Text as JSON, with {@code '} for {@code "}. */
  static JsonNode json(String text) {
    return JSON.readTree(text.replace('\'', '"'));
  }

  /** Sends a text as it is. */
  void sendRaw(String text) throws IOException {
    sendRaw(text.getBytes(StandardCharsets.UTF_8));
  }

  void sendRaw(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      var _ = channel.write(buffer);
    }
  }

  /** Sends a line, with {@code '} for {@code "}. */
  void send(String line) throws IOException {
    sendRaw(line.replace('\'', '"') + "\n");
  }

  /** Sends a call with an id of its own, which is returned. */
  String sendCall(String method, JsonNode params) throws IOException {
    String id;
    synchronized (this) {
      id = "call-" + ++calls;
      methods.put(id, method);
    }
    var call = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", id).put("method", method);
    call.set("params", params);
    sendRaw(JSON.writeValueAsString(call) + "\n");
    return id;
  }

  /** Calls, and waits for the whole answer. */
  JsonNode call(String method, String params) throws IOException, InterruptedException {
    return call(method, json(params));
  }

  JsonNode call(String method, JsonNode params) throws IOException, InterruptedException {
    return answer(sendCall(method, params));
  }

  JsonNode call(String method) throws IOException, InterruptedException {
    return call(method, "{}");
  }

  /** Calls, and waits for the result. */
  JsonNode result(String method, String params) throws IOException, InterruptedException {
    return result(method, json(params));
  }

  JsonNode result(String method, JsonNode params) throws IOException, InterruptedException {
    JsonNode answer = call(method, params);
    if (!answer.has("result")) {
      throw new AssertionError(method + " was answered with " + answer);
    }
    return answer.get("result");
  }

  /** Calls, and waits for the error. */
  JsonNode error(String method, JsonNode params) throws IOException, InterruptedException {
    return errorOf(call(method, params));
  }

  JsonNode error(String method, String params) throws IOException, InterruptedException {
    return error(method, json(params));
  }

  static JsonNode errorOf(JsonNode answer) {
    if (!answer.has("error")) {
      throw new AssertionError("not an error: " + answer);
    }
    return answer.get("error");
  }

  /** Waits for the answer to a call. */
  JsonNode answer(String id) throws InterruptedException {
    return await(message -> isAnswer(message, id));
  }

  /** Calls, and waits for an answer or the connection's end. */
  boolean isServed() throws InterruptedException {
    try {
      String id = sendCall("ping", JSON.createObjectNode());
      synchronized (this) {
        awaitUntil(() -> ended || received.stream().anyMatch(message -> isAnswer(message, id)));
        return received.stream().anyMatch(message -> isAnswer(message, id));
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** Waits for the next message that was not taken yet. */
  synchronized JsonNode next() throws InterruptedException {
    awaitUntil(() -> received.size() > taken);
    return received.get(taken++);
  }

  /** Waits for a message, among those that are there too. */
  synchronized JsonNode await(Predicate<JsonNode> wanted) throws InterruptedException {
    // Each message is looked at once, however many come.
    AtomicInteger looked = new AtomicInteger();
    awaitUntil(() -> {
      while (looked.get() < received.size() && !wanted.test(received.get(looked.get()))) {
        looked.incrementAndGet();
      }
      return looked.get() < received.size();
    });
    return received.get(looked.get());
  }

  /** Waits for a notification. */
  JsonNode notification(String method, Predicate<JsonNode> params) throws InterruptedException {
    return await(message ->
            message.path("method").asString("").equals(method)
                && params.test(message.path("params")))
        .get("params");
  }

  /** All messages so far. */
  synchronized List<JsonNode> received() {
    return List.copyOf(received);
  }

  /** What was said of a method so far. */
  List<JsonNode> notifications(String method) {
    return received().stream()
        .filter(message -> message.path("method").asString("").equals(method))
        .toList();
  }

  /** Where in the order of all messages the first such one came. */
  int position(Predicate<JsonNode> wanted) {
    List<JsonNode> all = received();
    for (int i = 0; i < all.size(); i++) {
      if (wanted.test(all.get(i))) {
        return i;
      }
    }
    throw new AssertionError("not among " + all.size() + ", at last: " + last(all));
  }

  /** Waits until the daemon has closed the connection. */
  synchronized void awaitEnd() throws InterruptedException {
    awaitUntil(() -> ended);
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  /** All that comes until the daemon closes the connection; for a client that does not read. */
  String readToTheEnd() throws IOException {
    return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Ends the client's input, and goes on reading. */
  void shutdownOutput() throws IOException {
    switch (channel) {
      case SocketChannel socket -> socket.shutdownOutput();
      case PageSocket page -> page.sendClose();
      default -> throw new AssertionError(channel);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static TestClient reading(Path socket, boolean headers) throws IOException {
    return reading(new TestClient(open(socket), headers));
  }

  private static TestClient reading(TestClient client) {
    Thread.ofPlatform().daemon(true).name("test-client").start(client::read);
    return client;
  }

  private static SocketChannel open(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private synchronized void awaitUntil(BooleanSupplier holds) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError(
            "it did not come; ended: %s, received %s, at last: %s"
                .formatted(ended, received.size(), last(received)));
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    if (broken != null) {
      throw broken;
    }
  }

  private static List<JsonNode> last(List<JsonNode> messages) {
    return messages.subList(Math.max(0, messages.size() - MESSAGES_TOLD), messages.size());
  }

  private static boolean isAnswer(JsonNode message, String id) {
    return message.path("id").asString("").equals(id);
  }

  private void read() {
    try {
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
      for (Optional<byte[]> message = message(in); message.isPresent(); message = message(in)) {
        receive(JSON.readTree(message.get()));
      }
    } catch (IOException e) {
      // Closed.
    } finally {
      synchronized (this) {
        ended = true;
        notifyAll();
      }
    }
  }

  private synchronized void receive(JsonNode message) {
    received.add(message);
    try {
      (message.isArray() ? message.values() : List.of(message)).forEach(this::check);
    } catch (AssertionError e) {
      broken = e;
    }
    notifyAll();
  }

  /** Whatever comes is what the OpenRPC document says that comes. */
  private void check(JsonNode message) {
    String method = methods.get(message.path("id").asString(""));
    if (message.has("method")) {
      Contract.get().checkNotification(message.path("method").asString(), message.path("params"));
    } else if (message.has("error")) {
      Contract.get().checkError(message.path("error"));
    } else if (method != null) {
      Contract.get().checkResult(method, message.path("result"));
    }
  }

  private Optional<byte[]> message(InputStream in) throws IOException {
    if (!headers) {
      return line(in).map(line -> line.getBytes(StandardCharsets.UTF_8));
    }
    Optional<String> header = line(in);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    if (!header.get().startsWith("Content-Length: ") || !line(in).orElse("none").isEmpty()) {
      throw new AssertionError("not framed with headers: " + header.get());
    }
    return Optional.of(in.readNBytes(Integer.parseInt(header.get().substring(16).strip())));
  }

  private static Optional<String> line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    while (next >= 0 && next != '\n') {
      line.write(next);
      next = in.read();
    }
    return next < 0 && line.size() == 0
        ? Optional.empty()
        : Optional.of(line.toString(StandardCharsets.UTF_8).strip());
  }
}
