package dev.leash.bootstrap.web;

import com.google.inject.Module;
import dev.leash.bootstrap.Daemon;
import dev.leash.bootstrap.DaemonSettings;
import dev.leash.bootstrap.WebAddress;
import dev.leash.bootstrap.client.LeashClient;
import dev.leash.bootstrap.process.Base;
import dev.leash.http.testing.ScriptedServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A daemon that pages reach, with real files and an origin to download from. */
final class Gate implements AutoCloseable {
  private final Base base;
  private final ScriptedServer origin = ScriptedServer.start();
  private final Daemon daemon;

  private Gate(Base base, WebSettings web, Module... overrides) throws Exception {
    this.base = base;
    this.daemon =
        Daemon.start(
            DaemonSettings.of(base.socket(), base.path().resolve("state"), List.of(base.root()))
                .with(web),
            overrides);
  }

  static Gate open(Module... overrides) throws Exception {
    return open(Optional.empty(), List.of(), overrides);
  }

  static Gate open(Optional<Path> folder, List<String> origins, Module... overrides)
      throws Exception {
    return new Gate(Base.make(), new WebSettings(0, origins, folder), overrides);
  }

  WebAddress address() {
    return daemon.web().orElseThrow();
  }

  int port() {
    return URI.create(address().url()).getPort();
  }

  Page page() throws IOException {
    return new Page(PageSocket.open(address()));
  }

  RawSocket raw() throws IOException {
    return RawSocket.connect(port());
  }

  /** Past the handshake. */
  RawSocket rawPage() throws IOException {
    RawSocket raw = raw();
    raw.send(handshake());
    if (!raw.head().startsWith("HTTP/1.1 101 ")) {
      throw new AssertionError("not let in");
    }
    return raw;
  }

  /** As it should be, of which each test changes what it is about. */
  String handshake() {
    return """
    GET /rpc HTTP/1.1
    Host: 127.0.0.1:%d
    Origin: http://127.0.0.1:%d
    Upgrade: websocket
    Connection: Upgrade
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
    Sec-WebSocket-Version: 13
    Sec-WebSocket-Protocol: leash.v1, leash.token.%s

    """
        .formatted(port(), port(), address().token())
        .replace("\n", "\r\n");
  }

  /** A program beside the pages. */
  LeashClient program() throws IOException {
    return LeashClient.connect(base.socket(), _ -> {});
  }

  ScriptedServer origin() {
    return origin;
  }

  /** Params of a download from this path of the origin. */
  String download(String path) {
    return "{\"fileName\":\"mod.zip\",\"downloadUrl\":\"%s\",\"savePath\":\"%s\"}"
        .formatted(origin.url(path), base.root().resolve("mod"));
  }

  /** What is below the root, staging too. */
  List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(base.root())) {
      return all.filter(file -> !file.equals(base.root())).toList();
    }
  }

  Daemon daemon() {
    return daemon;
  }

  /** All that was logged; after the shutdown. */
  String log() throws IOException {
    return Files.readString(base.path().resolve("state/logs/leash.log"));
  }

  @Override
  public void close() throws Exception {
    origin.close();
    daemon.close();
    base.close();
  }
}
