package dev.leash.benchmarks.kit;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Closes what was opened, the newest first, once: at its own close, or when the process is told to
 * end. Safe for use by several threads.
 */
public final class Cleanup implements Closeable {
  private final Deque<Closeable> open = new ArrayDeque<>();
  private boolean over;

  public Cleanup() {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::breakOff));
  }

  /** Takes it over; what comes when all is over is closed at once. */
  public synchronized <T extends Closeable> T add(T opened) throws IOException {
    if (over) {
      opened.close();
      throw new UnableException("broken off");
    }
    open.push(opened);
    return opened;
  }

  /** Nothing is opened any more, though what is open may do its last work. */
  public synchronized boolean isOver() {
    return over;
  }

  @Override
  public synchronized void close() throws IOException {
    over = true;
    @Nullable IOException failure = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void breakOff() {
    try {
      close();
    } catch (IOException e) {
      System.err.println("Not all was removed: " + e.getMessage());
    }
  }
}
