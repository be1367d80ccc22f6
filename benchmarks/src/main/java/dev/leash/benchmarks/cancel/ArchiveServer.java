package dev.leash.benchmarks.cancel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves one file on loopback, as fast as it is read. */
final class ArchiveServer implements AutoCloseable {
  /** The library copies what is given to it at once. */
  private static final int CHUNK = 64 * 1024;

  private final byte[] file;
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().name("file-", 0).daemon(true).factory());

  ArchiveServer(byte[] file) throws IOException {
    this.file = file;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/mod.zip";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }

  private void serve(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, file.length);
    try (exchange;
        OutputStream body = exchange.getResponseBody()) {
      for (int sent = 0; sent < file.length; sent += CHUNK) {
        body.write(file, sent, Math.min(CHUNK, file.length - sent));
      }
    }
  }
}
