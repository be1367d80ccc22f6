package dev.leash.bootstrap.proof;

import dev.leash.http.testing.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** The servers that a race's downloads come from. For one thread. */
final class Origin implements AutoCloseable {
  /** More than a backlog of one takes. */
  private static final int FILLING = 8;

  private final ScriptedServer server = ScriptedServer.start();
  private final ScriptedServer mute = ScriptedServer.startMute();
  private final ServerSocketChannel full = ServerSocketChannel.open();
  private final List<SocketChannel> filling = new ArrayList<>();

  Origin() throws IOException {
    full.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    for (int i = 0; i < FILLING; i++) {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      var _ = channel.connect(full.getLocalAddress());
      filling.add(channel);
    }
  }

  /** Where to find a script. */
  String serve(String path, Script script) {
    server.on(path, script.steps());
    return server.url(path);
  }

  /** Where nobody says a word after the connection was accepted. */
  String mute(String path) {
    return mute.url(path);
  }

  /** Where connecting takes for ever. */
  String full(String path) throws IOException {
    return "http://127.0.0.1:" + ((InetSocketAddress) full.getLocalAddress()).getPort() + path;
  }

  @Override
  public void close() throws IOException {
    server.close();
    mute.close();
    full.close();
    for (SocketChannel channel : filling) {
      channel.close();
    }
  }
}
