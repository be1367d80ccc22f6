package dev.leash.bootstrap.client;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One connection to a daemon, a message a line. Safe for use by several threads. */
public final class LeashClient implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final SocketChannel channel;
  private final Consumer<JsonNode> notifications;
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();

  private volatile @Nullable IOException ended;

  private LeashClient(SocketChannel channel, Consumer<JsonNode> notifications) {
    this.channel = channel;
    this.notifications = notifications;
  }

  /**
   * Connects.
   *
   * @param notifications is called for each, one after the other, on a thread of the client's
   */
  public static LeashClient connect(Path socket, Consumer<JsonNode> notifications)
      throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    LeashClient client = new LeashClient(channel, notifications);
    Thread.ofPlatform().name("client").daemon(true).start(client::read);
    return client;
  }

  /** An object to put params into. */
  public static ObjectNode params() {
    return JSON.createObjectNode();
  }

  /** Calls a method and waits for its answer. */
  public JsonNode call(String method, JsonNode params)
      throws IOException, RpcException, InterruptedException {
    return await(send(method, params));
  }

  /** Calls a method; the answer is the whole response, with its result or its error. */
  public CompletableFuture<JsonNode> send(String method, JsonNode params) throws IOException {
    long id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    pending.put(id, answer);
    IOException over = ended;
    if (over != null) {
      throw new IOException("the connection has ended", over);
    }
    ObjectNode call = JSON.createObjectNode();
    call.put("jsonrpc", "2.0").put("id", id).put("method", method).set("params", params);
    write(ByteBuffer.wrap((JSON.writeValueAsString(call) + "\n").getBytes(StandardCharsets.UTF_8)));
    return answer;
  }

  /** Waits for an answer. */
  public static JsonNode await(CompletableFuture<JsonNode> answer)
      throws IOException, RpcException, InterruptedException {
    try {
      JsonNode response = answer.get();
      if (response.has("error")) {
        throw new RpcException(response.get("error"));
      }
      return response.path("result");
    } catch (ExecutionException e) {
      throw new IOException("The connection to the daemon ended", e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private synchronized void write(ByteBuffer line) throws IOException {
    while (line.hasRemaining()) {
      var _ = channel.write(line);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        receive(JSON.readTree(line));
      }
      failPending(new EOFException("the daemon closed the connection"));
    } catch (IOException e) {
      failPending(e);
    } catch (RuntimeException e) {
      failPending(new IOException("what the daemon said cannot be taken", e));
    }
  }

  private void receive(JsonNode message) {
    if (message.has("method")) {
      notifications.accept(message);
      return;
    }
    CompletableFuture<JsonNode> answer = pending.remove(message.path("id").asLong());
    if (answer != null) {
      answer.complete(message);
    }
  }

  private void failPending(IOException cause) {
    ended = cause;
    pending.values().forEach(answer -> answer.completeExceptionally(cause));
  }
}
