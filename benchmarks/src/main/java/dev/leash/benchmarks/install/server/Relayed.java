package dev.leash.benchmarks.install.server;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A connection over the link: requests go through as they are, answers arrive late and paced. */
final class Relayed implements Closeable {
  private static final int CHUNK = 1 << 16;
  private static final Chunk END = new Chunk(ByteBuffer.allocate(0), 0);

  private final Socket client;
  private final Socket server = new Socket();
  private final Wire wire;
  private final Consumer<Relayed> gone;
  private final Window window = new Window();
  // The window bounds it.
  private final BlockingQueue<Chunk> onTheirWay = new LinkedBlockingQueue<>();

  /** Bytes, and when they arrive. */
  private record Chunk(ByteBuffer bytes, long at) {}

  Relayed(Socket client, Wire wire, Consumer<Relayed> gone) {
    this.client = client;
    this.wire = wire;
    this.gone = gone;
  }

  void start(InetSocketAddress target) throws IOException {
    client.setTcpNoDelay(true);
    server.connect(target);
    thread("link-requests", this::passRequests);
    thread("link-answers", this::takeAnswers);
    thread("link-arrivals", this::deliver);
  }

  private void passRequests() throws IOException {
    InputStream in = client.getInputStream();
    OutputStream out = server.getOutputStream();
    byte[] buffer = new byte[CHUNK];
    int count = in.read(buffer);
    // The client's connect was answered by this machine: the time that it saved is due now.
    await(System.nanoTime() + Link.ROUND_TRIP_MILLIS * 1_000_000L);
    for (; count >= 0; count = in.read(buffer)) {
      out.write(buffer, 0, count);
    }
    close();
  }

  private void takeAnswers() throws IOException, InterruptedException {
    try {
      InputStream in = server.getInputStream();
      for (int allowed = window.take(CHUNK); ; allowed = window.take(CHUNK)) {
        byte[] bytes = new byte[allowed];
        int count = in.read(bytes);
        if (count < 0) {
          return;
        }
        window.giveBack(allowed - count);
        onTheirWay.add(new Chunk(ByteBuffer.wrap(bytes, 0, count), wire.send(count)));
      }
    } finally {
      onTheirWay.add(END);
    }
  }

  private void deliver() throws IOException, InterruptedException {
    OutputStream out = client.getOutputStream();
    for (Chunk chunk = onTheirWay.take(); chunk.bytes().hasRemaining(); chunk = onTheirWay.take()) {
      await(chunk.at());
      out.write(chunk.bytes().array(), 0, chunk.bytes().remaining());
      window.arrived(chunk.bytes().remaining());
    }
    close();
  }

  @Override
  public void close() throws IOException {
    try (client;
        server) {
      onTheirWay.add(END);
      gone.accept(this);
    }
  }

  private static void await(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void thread(String name, Work work) {
    Thread.ofPlatform()
        .name(name)
        .daemon(true)
        .start(() -> {
          try {
            work.run();
          } catch (IOException | InterruptedException _) {
            // Either side has gone: so goes the other.
            closeQuietly();
          }
        });
  }

  private void closeQuietly() {
    try {
      close();
    } catch (IOException _) {
      // It is gone then.
    }
  }
}
