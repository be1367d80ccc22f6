package dev.leash.bootstrap.web;

import dev.leash.bootstrap.ipc.IpcServer;
import dev.leash.bootstrap.lock.StartFailure;
import dev.leash.domain.port.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Lets pages in through WebSockets, on the loopback alone. Started once. Safe for use by several
 * threads.
 */
public final class Gateway {
  /** One accepts; the others only pass bytes on: each client has threads of its own behind. */
  private static final int THREADS = 8;

  /** Of these a page sends some hundred bytes. */
  private static final int HEADERS_BYTES = 8 * 1024;

  /** Of the few seconds that a shutdown has; none of the threads waits for anybody. */
  private static final long STOP_MILLIS = 250;

  /** As many as a browser that reloads all its pages makes at once, and a few. */
  private static final int BACKLOG = 128;

  private final WebSettings settings;
  private final IpcServer server;
  private final Clock clock;
  private final Notices notices;
  private final Token token = Token.random();
  private final Server jetty = new Server(threads());
  private final PageConnector connector;

  /**
   * @param server serves those who are let in
   * @param log takes a line for a person, and does not wait
   */
  public Gateway(WebSettings settings, IpcServer server, Clock clock, Consumer<String> log) {
    this.settings = settings;
    this.server = server;
    this.clock = clock;
    this.notices = new Notices(clock, log);
    this.connector = new PageConnector(jetty, http(), clock, notices);
  }

  /**
   * Begins to accept.
   *
   * @throws StartFailure when the port cannot be had
   */
  public void start() throws StartFailure {
    connector.setHost(Origins.ADDRESS);
    connector.setPort(settings.port());
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(Handshakes.TIME.toMillis());
    connector.limit(Handshakes.MOST + server.mostClients());
    jetty.addConnector(connector);
    try {
      connector.open();
    } catch (IOException e) {
      throw new StartFailure(
          "The port "
              + settings.port()
              + " of "
              + Origins.ADDRESS
              + " cannot be had: "
              + e.getMessage());
    }
    connector.addEventListener(new Handshakes(clock));
    Door door =
        new Door(
            new Door.Rules(new Origins(port(), settings.origins()), token),
            folder(),
            new WebSockets(server::serve, clock),
            notices);
    jetty.setHandler(door);
    jetty.setErrorHandler(this::writeError);
    try {
      jetty.start();
    } catch (Exception e) {
      throw new StartFailure("The gateway cannot be started: " + e.getMessage());
    }
  }

  /** Where pages connect; of one that was started. */
  public String url() {
    return "ws://" + Origins.ADDRESS + ":" + port() + Door.PATH;
  }

  /** What they show to be let in. */
  public String token() {
    return token.text();
  }

  /** Accepts no more; who is connected stays so. */
  public void stopAccepting() {
    connector.close();
  }

  /** Ends all that is left. */
  public void stop() throws Exception {
    jetty.stop();
  }

  private int port() {
    return connector.getLocalPort();
  }

  private Optional<Folder> folder() throws StartFailure {
    Optional<Path> folder = settings.folder();
    try {
      return folder.isPresent() ? Optional.of(new Folder(folder.get(), port())) : Optional.empty();
    } catch (IOException e) {
      throw new StartFailure("The page's folder cannot be read: " + e);
    }
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
    threads.setName("web");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    threads.setStopTimeout(STOP_MILLIS);
    return threads;
  }

  private static HttpConnectionFactory http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADERS_BYTES);
    return new HttpConnectionFactory(http);
  }

  /** Of what is no sound HTTP, Jetty says so through this; in one of our answers, not a page. */
  private boolean writeError(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    notices.tell("What came to the pages' port was refused with " + status);
    Answer.refusal(status, HttpStatus.getMessage(status) + ".").write(response, callback);
    return true;
  }
}
