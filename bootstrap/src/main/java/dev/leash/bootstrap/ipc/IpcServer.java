package dev.leash.bootstrap.ipc;

import dev.leash.application.Faults;
import dev.leash.bootstrap.lock.StartFailure;
import dev.leash.bootstrap.notice.Seldom;
import dev.leash.domain.port.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Accepts clients on the Unix-domain socket, of our own user only, or serves a single one over
 * streams; and those that somebody else accepted. Safe for use by several threads.
 */
public final class IpcServer {
  /** Long enough not to spin while no file descriptor is to be had. */
  private static final Duration RETRY_ACCEPT = Duration.ofMillis(100);

  private static final String BEGINNING_A_PAGE = "beginning to serve a page";

  private final IpcService service;
  private final Faults faults;
  private final Seldom seldom;

  // Guarded by this.
  private final Set<Connection> connections = new HashSet<>();
  private @Nullable SocketFile socket;
  private boolean stopped;

  IpcServer(IpcService service) {
    this.service = service;
    this.faults = service.faults();
    this.seldom = new Seldom(service.clock());
  }

  /**
   * Makes the socket and begins to accept.
   *
   * @throws StartFailure when the socket cannot be had
   */
  public synchronized void start(Path path) throws StartFailure {
    SocketFile made = SocketFile.open(path);
    socket = made;
    service.threads().newThread(() -> accept(made)).start();
  }

  /**
   * Serves one client over these streams, in place of a socket.
   *
   * @param ended asks for a shutdown when the client is gone; returns at once
   */
  public void serve(InputStream in, OutputStream out, Runnable ended) {
    StreamChannel streams = new StreamChannel(in, out, ended);
    var _ =
        serveAdmitted(
            new Connection(streams, service, service.dispatcher(), streams::awaitShutdown));
  }

  /**
   * Serves a page, over what carries whole messages; it may call what is offered to pages. Where it
   * cannot be served, its channel is ended, and told why.
   */
  public void serve(MessageChannel messages) {
    try {
      if (!serveAdmitted(
          new Connection(messages, service, service.dispatcherOfPages(), () -> {}))) {
        messages.end(
            isStopped() ? MessageChannel.Why.SHUTDOWN : MessageChannel.Why.TOO_MANY_CLIENTS);
      }
    } catch (RuntimeException e) {
      faults.report(BEGINNING_A_PAGE, e);
      messages.end(MessageChannel.Why.FAULT);
    } catch (OutOfMemoryError e) {
      faults.report(BEGINNING_A_PAGE, e);
      messages.end(MessageChannel.Why.NO_THREAD);
    }
  }

  /** How many it serves at once, of all kinds together. */
  public int mostClients() {
    return service.limits().clients();
  }

  /** Accepts no more clients, and removes the socket's file. */
  public void stopAccepting() throws IOException {
    SocketFile open;
    synchronized (this) {
      stopped = true;
      open = socket;
      socket = null;
    }
    if (open != null) {
      open.close();
    }
  }

  /**
   * Lets each client read what it was sent, for a short while, then closes its connection;
   * completes after the last.
   */
  public CompletableFuture<Void> finishConnections() {
    List<Connection> all;
    synchronized (this) {
      all = List.copyOf(connections);
    }
    return CompletableFuture.allOf(
        all.stream().map(Connection::finish).toArray(CompletableFuture[]::new));
  }

  private void accept(SocketFile open) {
    while (true) {
      try {
        admit(open, open.server().accept());
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        // Out of file descriptors or threads, most likely: the other clients go on, and may free
        // some. Were this thread to end, nobody would ever be let in again.
        // A stack ten times a second says no more than one.
        seldom.line("accepting a client").ifPresent(what -> faults.report(what, e));
        service.clock().pause(RETRY_ACCEPT, new Cancellation());
      }
    }
  }

  private void admit(SocketFile open, SocketChannel channel) throws IOException {
    boolean admitted = false;
    try {
      admitted =
          isOurUser(open, channel)
              && serveAdmitted(new Connection(channel, service, service.dispatcher(), () -> {}));
    } finally {
      if (!admitted) {
        channel.close();
      }
    }
  }

  private boolean serveAdmitted(Connection connection) {
    if (!enter(connection)) {
      return false;
    }
    boolean started = false;
    try {
      service.threads().newThread(() -> serve(connection)).start();
      started = true;
      return true;
    } finally {
      if (!started) {
        leave(connection);
      }
    }
  }

  private void serve(Connection connection) {
    try {
      connection.run();
    } catch (RuntimeException | OutOfMemoryError e) {
      // No thread for its writer, most likely.
      faults.report("serving a client", e);
    } finally {
      leave(connection);
    }
  }

  private static boolean isOurUser(SocketFile open, SocketChannel channel) throws IOException {
    if (!channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
      // Windows does not tell: the folder's own protection is what keeps others out there.
      return true;
    }
    UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
    return peer.user().equals(Files.getOwner(open.path()));
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized boolean enter(Connection connection) {
    return !stopped
        && connections.size() < service.limits().clients()
        && connections.add(connection);
  }

  private synchronized void leave(Connection connection) {
    connections.remove(connection);
  }
}
