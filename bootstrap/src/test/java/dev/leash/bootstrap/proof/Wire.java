package dev.leash.bootstrap.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A connection that sends several calls in one write, and hands on each message as it comes, also
 * one that nobody asked for. For one thread; the messages are handed on by another.
 */
final class Wire implements AutoCloseable {
  private final SocketChannel channel;

  /** A call with an id of the caller's. */
  record Call(String id, String method, ObjectNode params) {
    String line() {
      ObjectNode call = JsonMapper.shared().createObjectNode();
      call.put("jsonrpc", "2.0").put("id", id).put("method", method).set("params", params);
      return JsonMapper.shared().writeValueAsString(call) + "\n";
    }
  }

  private Wire(SocketChannel channel) {
    this.channel = channel;
  }

  static Wire connect(Path socket, Consumer<JsonNode> heard) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    Wire wire = new Wire(channel);
    Thread.ofPlatform().daemon(true).name("wire").start(() -> wire.read(heard));
    return wire;
  }

  static ObjectNode params() {
    return JsonMapper.shared().createObjectNode();
  }

  void send(Call... calls) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Call call : calls) {
      lines.append(call.line());
    }
    ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      var _ = channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void read(Consumer<JsonNode> heard) {
    try (BufferedReader lines =
        new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        heard.accept(JsonMapper.shared().readTree(line));
      }
    } catch (IOException _) {
      // Closed, or the daemon was killed.
    }
  }
}
