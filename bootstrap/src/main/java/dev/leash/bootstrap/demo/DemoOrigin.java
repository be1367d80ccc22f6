package dev.leash.bootstrap.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves one archive on loopback, slowly enough for a person to watch. */
final class DemoOrigin implements AutoCloseable {
  private static final int CHUNK = 64 * 1024;

  /** 10 MB/s: the demo's archive takes some three seconds. */
  private static final long CHUNK_NANOS = TimeUnit.SECONDS.toNanos(CHUNK) / 10_000_000;

  private final byte[] archive;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger broken = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);

  DemoOrigin(byte[] archive) throws IOException {
    this.archive = archive;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/mod.zip", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/mod.zip";
  }

  /** How many transfers the other side has broken off. */
  int broken() {
    return broken.get();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, archive.length);
    try (exchange;
        OutputStream body = exchange.getResponseBody()) {
      long start = System.nanoTime();
      for (int sent = 0; sent < archive.length; sent += CHUNK) {
        body.write(archive, sent, Math.min(CHUNK, archive.length - sent));
        body.flush();
        pace(start, sent / CHUNK + 1);
      }
    } catch (IOException e) {
      broken.incrementAndGet();
    }
  }

  private void pace(long start, int chunks) throws IOException {
    try {
      long ahead = start + chunks * CHUNK_NANOS - System.nanoTime();
      if (ahead > 0 && closing.await(ahead, TimeUnit.NANOSECONDS)) {
        throw new IOException("the demo is over");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
