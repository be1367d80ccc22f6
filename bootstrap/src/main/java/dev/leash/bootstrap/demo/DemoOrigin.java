package dev.leash.bootstrap.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.leash.bootstrap.demo.Sample.Manner;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves archives on loopback, slowly enough for a person to watch. */
final class DemoOrigin implements AutoCloseable {
  /** Loopback, of which url() tells; what getLoopbackAddress() gives may be ::1. */
  private static final String ADDRESS = "127.0.0.1";

  /**
   * More transfers than a person watches at once; who comes then waits. The daemon sets no such
   * bound: of a host it counts only the connections that a download has beside its first.
   */
  static final int THREADS = 32;

  private static final int CHUNK = 64 * 1024;

  /** Of a sample that stalls, one part of so many is sent. */
  private static final int SENT_BEFORE_STALL = 3;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Silences silences = new Silences();
  private final AtomicInteger broken = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);

  DemoOrigin(List<Sample> samples) throws IOException {
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(ADDRESS), 0), 0);
    for (Sample sample : samples) {
      server.createContext(path(sample), exchange -> serve(exchange, sample));
    }
    server.setExecutor(threads);
    server.start();
  }

  String url(Sample sample) {
    return "http://" + ADDRESS + ":" + server.getAddress().getPort() + path(sample);
  }

  /** Where it listens. */
  InetAddress address() {
    return server.getAddress().getAddress();
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

  private static String path(Sample sample) {
    return "/" + sample.name() + ".zip";
  }

  private void serve(HttpExchange exchange, Sample sample) throws IOException {
    Part part = Part.asked(exchange, sample);
    part.announce(exchange);
    // The exchange closes the body: were that closed first, and short, the connection stayed open.
    try (exchange;
        InputStream file = Files.newInputStream(sample.file())) {
      OutputStream body = exchange.getResponseBody();
      file.skipNBytes(part.from());
      boolean stalls = sample.manner() == Manner.STALLING;
      send(file, body, stalls ? part.length() / SENT_BEFORE_STALL : part.length(), sample);
      if (stalls) {
        silences.keep();
      }
    } catch (IOException e) {
      broken.incrementAndGet();
    }
  }

  private void send(InputStream file, OutputStream body, long length, Sample sample)
      throws IOException {
    long start = System.nanoTime();
    for (long sent = 0; sent < length; ) {
      byte[] chunk = file.readNBytes((int) Math.min(CHUNK, length - sent));
      body.write(chunk);
      body.flush();
      sent += chunk.length;
      long due = sent * TimeUnit.SECONDS.toNanos(1) / sample.bytesPerSecond();
      rest(start + due - System.nanoTime());
    }
  }

  private void rest(long nanos) throws IOException {
    try {
      if (nanos > 0 && closing.await(nanos, TimeUnit.NANOSECONDS)) {
        throw new IOException("the demo is over");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
