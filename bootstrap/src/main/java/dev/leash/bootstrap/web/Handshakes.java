package dev.leash.bootstrap.web;

import dev.leash.domain.port.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.websocket.core.WebSocketConnection;

/**
 * Bounds the connections that are no WebSocket yet, or never will be: anybody on this machine can
 * make them. Each has its time in all, and when there are too many, the oldest gives its place:
 * whoever speaks at once is through long before. Safe for use by several threads.
 */
final class Handshakes implements Connection.Listener {
  /** A handshake on the loopback takes milliseconds, a page's files some more. */
  static final Duration TIME = Duration.ofSeconds(10);

  /** A browser makes six at once. */
  static final int MOST = 64;

  private final Clock clock;

  // Guarded by this; the oldest is first.
  private final Map<Connection, Clock.Alarm> open = new LinkedHashMap<>();

  Handshakes(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof WebSocketConnection) {
      return;
    }
    List<Connection> tooMany = new ArrayList<>();
    synchronized (this) {
      open.put(connection, clock.after(TIME, connection.getEndPoint()::close));
      open.keySet().stream().limit(Math.max(0, open.size() - MOST)).forEach(tooMany::add);
    }
    tooMany.forEach(oldest -> oldest.getEndPoint().close());
  }

  @Override
  public void onClosed(Connection connection) {
    Clock.Alarm alarm;
    synchronized (this) {
      alarm = open.remove(connection);
    }
    if (alarm != null) {
      alarm.close();
    }
  }
}
