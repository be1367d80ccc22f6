package dev.leash.bootstrap.web;

import dev.leash.bootstrap.ipc.MessageChannel;
import dev.leash.domain.port.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;

/** Makes WebSockets of requests that were let in. Safe for use by several threads. */
final class WebSockets extends WebSocketNegotiator.AbstractNegotiator {
  static final String SUBPROTOCOL = "leash.v1";

  /** What a message goes through on its way in, piece by piece: per client, so a small one. */
  private static final int INPUT_BUFFER = 16 * 1024;

  private final Consumer<MessageChannel> serve;
  private final Clock clock;
  private final WebSocketMappings mappings = new WebSocketMappings();
  private final Configuration.ConfigurationCustomizer bounds =
      new Configuration.ConfigurationCustomizer();

  /**
   * @param serve has a page served, or its channel ended
   */
  WebSockets(Consumer<MessageChannel> serve, Clock clock) {
    this.serve = serve;
    this.clock = clock;
    // A page may have nothing to say for hours; that it is gone, the loopback tells.
    bounds.setIdleTimeout(Duration.ZERO);
    bounds.setInputBufferSize(INPUT_BUFFER);
  }

  /** False when it asks for none; then it is still to be answered. */
  boolean upgrade(Request request, Response response, Callback callback) {
    return mappings.upgrade(this, request, response, callback, bounds);
  }

  /** Never the token, and no compression: little could expand to much. */
  @Override
  public FrameHandler negotiate(
      ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
    response.setAcceptedSubProtocol(SUBPROTOCOL);
    response.setExtensions(List.of());
    return new PageFrames(serve, clock);
  }
}
