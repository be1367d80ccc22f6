package dev.leash.http.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of one connection. A thread of its own reads from it for as long as it lives, so
 * that the client's close is noticed whatever the script does. Safe for use by several threads.
 */
public final class ServedConnection {
  private final Socket socket;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final AtomicLong sent = new AtomicLong();
  private volatile @Nullable RecordedExchange latest;

  ServedConnection(Socket socket) {
    this.socket = socket;
  }

  /** Waits until the client has closed its side, or the server has. */
  public void awaitClosed() throws InterruptedException {
    try {
      closed.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  public boolean isClosed() {
    return closed.isDone();
  }

  /** How many bytes the machine has taken off the server's hands. */
  public long sent() {
    return sent.get();
  }

  /** From now on the machine takes few bytes before the client does. */
  void narrow() throws IOException {
    socket.setSendBufferSize(16 * 1024);
  }

  void take(RecordedExchange request) {
    latest = request;
  }

  /** The header of the latest request; empty where it is absent. */
  Optional<String> requestHeader(String name) {
    @Nullable RecordedExchange request = latest;
    return request == null ? Optional.empty() : request.header(name).stream().findFirst();
  }

  void whenClosed(Runnable task) {
    var _ = closed.thenRun(task);
  }

  void send(byte[] bytes) throws IOException {
    send(bytes, 0, bytes.length);
  }

  void send(byte[] bytes, int offset, int count) throws IOException {
    socket.getOutputStream().write(bytes, offset, count);
    socket.getOutputStream().flush();
    sent.addAndGet(count);
  }

  void close() throws IOException {
    socket.close();
  }

  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Reads requests until the client closes, and has each answered without waiting for that. */
  void read(BiConsumer<List<String>, ServedConnection> answer) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (Optional<List<String>> lines = head(in); lines.isPresent(); lines = head(in)) {
        answer.accept(lines.get(), this);
      }
    } catch (IOException _) {
      // A reset is a close too.
    } finally {
      closed.complete(null);
    }
  }

  /** Reads what comes and says nothing. */
  void swallow() {
    try (socket) {
      InputStream in = socket.getInputStream();
      while (in.read() >= 0) {
        // Only the end is of interest.
      }
    } catch (IOException _) {
      // A reset is a close too.
    } finally {
      closed.complete(null);
    }
  }

  private static Optional<List<String>> head(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b != '\n') {
        line.append((char) b);
        continue;
      }
      String text = line.toString().strip();
      if (text.isEmpty()) {
        return Optional.of(lines);
      }
      lines.add(text);
      line.setLength(0);
    }
    return Optional.empty();
  }
}
