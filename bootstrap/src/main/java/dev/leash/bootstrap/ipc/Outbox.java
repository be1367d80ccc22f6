package dev.leash.bootstrap.ipc;

import dev.leash.domain.port.Clock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one client has yet to read. Whoever sends never waits: one thread writes, answers and
 * changes of state are kept in their order, and progress is overwritten by newer progress. Safe for
 * use by several threads.
 */
final class Outbox implements Runnable {
  /** Small, so that a slow reader's progress shows. */
  private static final int CHUNK = 64 * 1024;

  /** A client that reads a little now and then must not have us keep everything either. */
  private static final long CEILING = 4;

  private final WritableByteChannel channel;
  private final Runnable end;
  private final Framing framing;
  private final IpcLimits limits;
  private final Clock clock;
  private final ClientMemory.Account account;
  private final Consumer<MessageChannel.Why> abandon;

  // Guarded by this.
  private final Deque<Slot> queue = new ArrayDeque<>();
  private final Map<Object, Slot> overwritable = new HashMap<>();
  private long unread;
  private boolean watched;
  private Duration lastRead;
  private boolean finished;

  private final CompletableFuture<Void> written = new CompletableFuture<>();

  /**
   * One message; encoded when it is kept, and when it is written where a newer one may still take
   * its place.
   */
  private static final class Slot {
    private final @Nullable Object key;
    private Supplier<byte[]> message;
    private final int size;

    Slot(@Nullable Object key, Supplier<byte[]> message, int size) {
      this.key = key;
      this.message = message;
      this.size = size;
    }
  }

  /**
   * @param end closes the connection once all is written, or it broke
   */
  Outbox(WritableByteChannel channel, Runnable end, Framing framing, Bounds bounds) {
    this.channel = channel;
    this.end = end;
    this.framing = framing;
    this.limits = bounds.limits();
    this.clock = bounds.clock();
    this.account = bounds.account();
    this.abandon = bounds.abandon();
    this.lastRead = clock.monotonic();
  }

  /**
   * What bounds the output.
   *
   * @param account where what is kept counts
   * @param abandon closes the connection, of a client that does not read for one, which frees both
   *     of its threads; does not wait
   */
  record Bounds(
      IpcLimits limits,
      Clock clock,
      ClientMemory.Account account,
      Consumer<MessageChannel.Why> abandon) {}

  /** Where what is kept for this client counts. */
  ClientMemory.Account account() {
    return account;
  }

  /** Sends a message that is never dropped. */
  void send(byte[] message) {
    account.add(message.length);
    if (!keep(message)) {
      abandon.accept(MessageChannel.Why.UNREAD);
    }
  }

  /** False when no more may be kept, however it reads. */
  private synchronized boolean keep(byte[] message) {
    if (finished) {
      return true;
    }
    if (unread > CEILING * limits.unreadBytes()) {
      return false;
    }
    if (unread == 0) {
      // Whoever has nothing to read is not slow to read it.
      lastRead = clock.monotonic();
    }
    queue.add(new Slot(null, () -> message, message.length));
    unread += message.length;
    watch();
    notifyAll();
    return true;
  }

  /**
   * Sends a message about something, after which older progress of it is not overwritten any more.
   */
  void sendState(Object key, byte[] message) {
    synchronized (this) {
      overwritable.remove(key);
    }
    send(message);
  }

  /** Sends the progress of something, in place of what is still unread of it. */
  synchronized void sendProgress(Object key, Supplier<byte[]> message) {
    if (finished) {
      return;
    }
    Slot waiting = overwritable.get(key);
    if (waiting != null) {
      waiting.message = message;
      return;
    }
    Slot slot = new Slot(key, message, 0);
    overwritable.put(key, slot);
    queue.add(slot);
    notifyAll();
  }

  /** Takes no more; what is there is still written. */
  synchronized void finish() {
    finished = true;
    notifyAll();
  }

  /** Writes until it is finished, or the connection breaks. */
  @Override
  public void run() {
    try {
      for (Slot next = take(); next != null; next = take()) {
        write(framing.frame(next.message.get()), next.size);
      }
    } catch (IOException e) {
      // The client is gone; its reader notices too and cleans up.
      finish();
    } catch (RuntimeException | Error e) {
      abandon.accept(MessageChannel.Why.FAULT);
      throw e;
    } finally {
      end.run();
      discard();
      written.complete(null);
    }
  }

  /** Completes when all is written, or the connection broke. */
  CompletableFuture<Void> written() {
    return written;
  }

  private synchronized @Nullable Slot take() {
    waitWhile(() -> queue.isEmpty() && !finished);
    Slot next = queue.poll();
    if (next != null && next.key != null) {
      overwritable.remove(next.key, next);
    }
    return next;
  }

  private void write(ByteBuffer frame, int size) throws IOException {
    int end = frame.limit();
    while (frame.position() < end) {
      frame.limit(Math.min(end, frame.position() + CHUNK));
      while (frame.hasRemaining()) {
        var _ = channel.write(frame);
      }
      noteRead();
    }
    account.take(size);
    synchronized (this) {
      unread -= size;
      notifyAll();
    }
  }

  private synchronized void noteRead() {
    lastRead = clock.monotonic();
  }

  /** Waits while more is unread than may be: who does not read is not answered further. */
  synchronized void awaitRoom() {
    waitWhile(() -> unread > limits.unreadBytes() && !finished);
  }

  /** Called under the lock; keeps an interruption for later. */
  private void waitWhile(BooleanSupplier holds) {
    boolean interrupted = false;
    while (holds.getAsBoolean()) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    if (!watched && unread > limits.unreadBytes()) {
      watched = true;
      look(limits.unreadPatience());
    }
  }

  private void look(Duration later) {
    var _ = clock.after(later, this::judge);
  }

  /** The client's time is over, unless it has read meanwhile. */
  private void judge() {
    synchronized (this) {
      Duration silent = clock.monotonic().minus(lastRead);
      watched = unread > limits.unreadBytes();
      if (!watched) {
        return;
      }
      if (silent.compareTo(limits.unreadPatience()) < 0) {
        look(limits.unreadPatience().minus(silent));
        return;
      }
    }
    abandon.accept(MessageChannel.Why.UNREAD);
  }

  private synchronized void discard() {
    finished = true;
    queue.clear();
    overwritable.clear();
    unread = 0;
    notifyAll();
  }
}
