package dev.leash.bootstrap.web;

import dev.leash.bootstrap.ipc.MessageChannel;
import dev.leash.domain.port.Clock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * A page's WebSocket as the reader and the writer of its messages see it. What comes is asked for
 * piece by piece, each when the one before has been taken, so a page that floods is read no
 * further. Safe for use by several threads.
 */
final class PageChannel implements MessageChannel {
  /** What a page may take to answer the close of its connection. */
  private static final Duration FOR_CLOSING = Duration.ofSeconds(2);

  private final CoreSession session;
  private final Clock clock;

  // Guarded by this.
  private ByteBuffer piece = ByteBuffer.allocate(0);
  private boolean asked;
  private boolean ended;
  private boolean writing;
  private boolean closing;

  /** Whether a part of a message is out; used by the writer alone. */
  private boolean begun;

  PageChannel(CoreSession session, Clock clock) {
    this.session = session;
    this.clock = clock;
  }

  @Override
  public int read(ByteBuffer target) {
    if (mustAsk()) {
      session.demand();
    }
    return take(target);
  }

  private synchronized boolean mustAsk() {
    boolean must = !asked && !ended && !piece.hasRemaining();
    asked |= must;
    return must;
  }

  private synchronized int take(ByteBuffer target) {
    boolean interrupted = false;
    while (!ended && !piece.hasRemaining()) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!piece.hasRemaining()) {
      return -1;
    }
    int count = Math.min(piece.remaining(), target.remaining());
    target.put(piece.slice(piece.position(), count));
    piece.position(piece.position() + count);
    return count;
  }

  /**
   * The next piece of the input, as asked for.
   *
   * @return false when nobody takes it any more, nor asks for another
   */
  synchronized boolean come(ByteBuffer next) {
    if (ended) {
      return false;
    }
    asked = false;
    piece = next;
    notifyAll();
    return true;
  }

  /** Nothing more comes that anybody takes. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** The page has closed its side, and Jetty answers that; with what comes from here it is late. */
  void closed() {
    gone();
    abortSoon();
  }

  /** The connection is no more. */
  synchronized void gone() {
    closing = true;
    end();
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int count = source.remaining();
    boolean last = source.get(source.limit() - 1) == MARK;
    ByteBuffer payload = source.slice(source.position(), last ? count - 1 : count);
    beginWriting();
    try {
      // A message goes out in pieces as they come, so that the reading of a slow page shows.
      Frame frame = new Frame(begun ? OpCode.CONTINUATION : OpCode.TEXT, last, payload);
      begun = !last;
      Callback.Completable written = new Callback.Completable();
      session.sendFrame(frame, written, false);
      written.join();
    } catch (CompletionException e) {
      throw new IOException(e.getCause());
    } finally {
      endWriting();
    }
    source.position(source.limit());
    return count;
  }

  private synchronized void beginWriting() throws ClosedChannelException {
    if (closing) {
      throw new ClosedChannelException();
    }
    writing = true;
  }

  private synchronized void endWriting() {
    writing = false;
  }

  @Override
  public void refuse() {
    close(CloseStatus.MESSAGE_TOO_LARGE, "The message is too long");
  }

  @Override
  public void end(Why why) {
    switch (why) {
      case SHUTDOWN -> close(CloseStatus.SHUTDOWN, "Leash shuts down");
      case TOO_MANY_CLIENTS -> close(CloseStatus.TRY_AGAIN_LATER, "Too many clients are connected");
      case NO_THREAD -> close(CloseStatus.TRY_AGAIN_LATER, "Leash has no thread for this page");
      case FAULT -> close(CloseStatus.SERVER_ERROR, "A fault of Leash's own; its log says more");
      case UNREAD -> close(CloseStatus.POLICY_VIOLATION, "Too much is unread");
      case MEMORY -> close(CloseStatus.POLICY_VIOLATION, "Too much is kept for this page");
    }
  }

  /**
   * Says why, but to a page that is not done reading a piece of a message: behind that the words
   * would wait as long, and what is kept for the page with them. It sees the connection's end.
   */
  void close(int status, String why) {
    boolean first;
    boolean deaf;
    boolean mustAsk;
    synchronized (this) {
      first = !closing;
      deaf = writing;
      // What still comes is read, and dropped: the page's own close is at the end of it.
      mustAsk = first && !asked && !ended;
      asked |= mustAsk;
      closing = true;
      end();
    }
    if (deaf) {
      session.abort();
    } else if (first) {
      session.close(status, why, Callback.NOOP);
      abortSoon();
    }
    if (mustAsk) {
      session.demand();
    }
  }

  /** Does nothing to a connection that has ended by then. */
  private void abortSoon() {
    var _ = clock.after(FOR_CLOSING, session::abort);
  }

  @Override
  public synchronized boolean isOpen() {
    return !closing;
  }
}
