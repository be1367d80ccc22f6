package dev.leash.http.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A server on a loopback socket that does what a test scripts, byte for byte.
 *
 * <pre>{@code
 * try (ScriptedServer server = ScriptedServer.start()) {
 *   server.on("/mod.zip", Step.head(200, "Content-Length: 10"), Step.text("01234"), Step.stall());
 *   // … have http://127.0.0.1:port/mod.zip fetched: server.url("/mod.zip")
 *   server.awaitExchange(0).awaitClosed();
 * }
 * }</pre>
 *
 * <p>A script belongs to a path without its query. Each {@link #on} adds the script of the path's
 * next request; the last one is repeated until another is added. After its script a connection
 * stays open for another request. A path without a script is a 404. Safe for use by several
 * threads.
 */
public final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listener;
  private final String scheme;
  private final boolean mute;

  // Guarded by this.
  private final Map<String, Deque<List<Step>>> scripts = new HashMap<>();
  private final Map<String, List<Step>> played = new HashMap<>();
  private final List<ServedConnection> connections = new ArrayList<>();
  private final List<RecordedExchange> exchanges = new ArrayList<>();

  private ScriptedServer(ServerSocket listener, String scheme, boolean mute) {
    this.listener = listener;
    this.scheme = scheme;
    this.mute = mute;
    var _ = background(this::accept);
  }

  public static ScriptedServer start() throws IOException {
    return new ScriptedServer(new ServerSocket(0, 0, loopback()), "http", false);
  }

  public static ScriptedServer startTls(TestKeys keys) throws IOException {
    ServerSocket listener =
        keys.server().getServerSocketFactory().createServerSocket(0, 0, loopback());
    return new ScriptedServer(listener, "https", false);
  }

  /**
   * A server that accepts connections and never says a word, not even in the TLS handshake that its
   * https URLs ask for.
   */
  public static ScriptedServer startMute() throws IOException {
    return new ScriptedServer(new ServerSocket(0, 0, loopback()), "https", true);
  }

  public int port() {
    return listener.getLocalPort();
  }

  public String url(String path) {
    return scheme + "://127.0.0.1:" + port() + path;
  }

  /** Scripts the next request of a path. */
  public synchronized ScriptedServer on(String path, Step... steps) {
    scripts.computeIfAbsent(path, _ -> new ArrayDeque<>()).add(List.of(steps));
    return this;
  }

  /** Has the next request of a path answered with the content and its length. */
  public ScriptedServer serve(String path, byte[] content) {
    return on(path, Step.head(200, "Content-Length: " + content.length), Step.bytes(content));
  }

  /** Has the next request of a path answered with the content's beginning, and no more of it. */
  public ScriptedServer stall(String path, byte[] content, int after) {
    return on(
        path,
        Step.head(200, "Content-Length: " + content.length),
        Step.bytes(Arrays.copyOf(content, after)),
        Step.stall());
  }

  /** The requests so far, in the order of their coming. */
  public synchronized List<RecordedExchange> exchanges() {
    return List.copyOf(exchanges);
  }

  /** The connections so far, in the order of their coming. */
  public synchronized List<ServedConnection> connections() {
    return List.copyOf(connections);
  }

  /** Waits for a request, counted from 0. */
  public synchronized RecordedExchange awaitExchange(int index) throws InterruptedException {
    while (exchanges.size() <= index) {
      wait();
    }
    return exchanges.get(index);
  }

  /** Waits for a connection, counted from 0. */
  public synchronized ServedConnection awaitConnection(int index) throws InterruptedException {
    while (connections.size() <= index) {
      wait();
    }
    return connections.get(index);
  }

  /** Stops listening and closes every connection. */
  @Override
  public void close() throws IOException {
    listener.close();
    for (ServedConnection connection : connections()) {
      connection.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        // Else each head waits 40 ms for its acknowledgement before the body follows.
        socket.setTcpNoDelay(true);
        ServedConnection connection = new ServedConnection(socket);
        synchronized (this) {
          connections.add(connection);
          notifyAll();
        }
        var _ = background(mute ? connection::swallow : () -> connection.read(this::answer));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void answer(List<String> lines, ServedConnection connection) {
    RecordedExchange exchange = RecordedExchange.of(lines, connection);
    connection.take(exchange);
    List<Step> script;
    synchronized (this) {
      exchanges.add(exchange);
      script = nextScript(exchange.target().split("\\?", 2)[0]);
      notifyAll();
    }
    // A script that waits for the test must not outlive its connection.
    connection.whenClosed(background(() -> play(script, connection))::interrupt);
  }

  private List<Step> nextScript(String path) {
    List<Step> script = scripts.getOrDefault(path, new ArrayDeque<>()).poll();
    return script == null
        ? played.getOrDefault(path, List.of(Step.head(404, "Content-Length: 0")))
        : remember(path, script);
  }

  private List<Step> remember(String path, List<Step> script) {
    played.put(path, script);
    return script;
  }

  private static void play(List<Step> script, ServedConnection connection) {
    try {
      for (Step step : script) {
        step.run(connection);
      }
    } catch (IOException _) {
      // The client has gone.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  private static Thread background(Runnable task) {
    return Thread.ofPlatform().daemon().name("scripted-server").start(task);
  }
}
