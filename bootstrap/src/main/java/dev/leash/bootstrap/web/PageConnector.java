package dev.leash.bootstrap.web;

import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Clock;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Accepts no more connections than so many, whoever makes them: who comes then waits until another
 * has gone. Safe for use by several threads.
 */
final class PageConnector extends ServerConnector {
  /** Long enough not to spin while no file descriptor is to be had; as on the socket. */
  static final Duration RETRY_ACCEPT = Duration.ofMillis(100);

  /**
   * Accepting has a thread of its own. Were it left to the selector, that would spin when it
   * cannot; and Jetty would close the port for good when accepting pauses and goes on within one
   * round of the selector, because the key is cancelled then but not gone yet.
   */
  private static final int ACCEPTORS = 1;

  /** One person's pages are few. */
  private static final int SELECTORS = 1;

  private final Clock clock;
  private final Notices notices;
  private final Cancellation closed = new Cancellation();

  /**
   * @param notices hears when no more can be accepted
   */
  PageConnector(Server jetty, HttpConnectionFactory http, Clock clock, Notices notices) {
    super(jetty, null, null, null, ACCEPTORS, SELECTORS, http);
    this.clock = clock;
    this.notices = notices;
  }

  /**
   * Bounds the connections; of one that is not started yet.
   *
   * @param most of every kind, counted as they are accepted
   */
  void limit(int most) {
    getServer().addBean(new Limit(most));
  }

  @Override
  public void accept(int acceptor) throws IOException {
    if (!isOpen()) {
      // Jetty would come back here at once, again and again.
      throw new ClosedChannelException();
    }
    super.accept(acceptor);
  }

  /** False when there is nothing to accept from any more. */
  @Override
  protected boolean handleAcceptFailure(Throwable failure) {
    if (!isOpen() || !isRunning()) {
      return false;
    }
    // Out of file descriptors, most likely: who is connected goes on, and may free some.
    notices.tell("Pages cannot connect, and it is tried again: " + failure.getMessage());
    clock.pause(RETRY_ACCEPT, closed);
    return true;
  }

  @Override
  public void close() {
    super.close();
    closed.cancel();
  }

  private final class Limit extends NetworkConnectionLimit {
    Limit(int most) {
      super(most, PageConnector.this);
    }

    @Override
    protected void limit() {
      super.limit();
      notices.tell(
          "Pages have "
              + getMaxNetworkConnectionCount()
              + " connections: no more are accepted until some have gone");
    }
  }
}
