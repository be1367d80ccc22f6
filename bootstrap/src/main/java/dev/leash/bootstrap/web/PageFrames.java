package dev.leash.bootstrap.web;

import dev.leash.bootstrap.ipc.MessageChannel;
import dev.leash.domain.port.Clock;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Utf8StringBuilder;
import org.eclipse.jetty.util.Utf8StringBuilder.Utf8IllegalArgumentException;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * Takes the frames of one page's WebSocket as they come. Called by one thread of Jetty's at a time,
 * and never waits.
 */
final class PageFrames implements FrameHandler {
  private final Consumer<MessageChannel> serve;
  private final Clock clock;

  /** Sees whether it is UTF-8; a character may lie in two frames. */
  private final Utf8StringBuilder text = new Utf8StringBuilder();

  /** Made when the connection is. */
  private @Nullable Page page;

  private record Page(CoreSession session, PageChannel channel) {}

  /**
   * @param serve has the page served, or its channel ended
   */
  PageFrames(Consumer<MessageChannel> serve, Clock clock) {
    this.serve = serve;
    this.clock = clock;
  }

  @Override
  public void onOpen(CoreSession session, Callback callback) {
    PageChannel channel = new PageChannel(session, clock);
    page = new Page(session, channel);
    callback.succeeded();
    serve.accept(channel);
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    Page here = here();
    switch (frame.getOpCode()) {
      case OpCode.TEXT, OpCode.CONTINUATION -> {
        boolean taken = take(frame, here.channel());
        callback.succeeded();
        if (!taken) {
          here.session().demand();
        }
      }
      case OpCode.BINARY -> {
        here.channel().close(CloseStatus.BAD_DATA, "Messages are texts");
        callback.succeeded();
        here.session().demand();
      }
      case OpCode.PING ->
          here.session()
              .sendFrame(
                  new Frame(OpCode.PONG, true, copy(frame, 0)),
                  Callback.from(callback, here.session()::demand),
                  false);
      case OpCode.CLOSE -> {
        here.channel().closed();
        callback.succeeded();
      }
      default -> {
        callback.succeeded();
        here.session().demand();
      }
    }
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    // Such as a reset: the page is gone.
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    if (page != null) {
      page.channel().gone();
    }
    callback.succeeded();
  }

  /** False when the next one must be asked for here. */
  private boolean take(Frame frame, PageChannel channel) {
    if (!isText(frame)) {
      channel.close(CloseStatus.BAD_PAYLOAD, "The text is no UTF-8");
      return false;
    }
    if (frame.getPayloadLength() == 0 && !frame.isFin()) {
      return false;
    }
    ByteBuffer piece = copy(frame, 1);
    if (frame.isFin()) {
      piece.limit(piece.capacity()).put(piece.capacity() - 1, MessageChannel.MARK);
    }
    return channel.come(piece);
  }

  private boolean isText(Frame frame) {
    try {
      text.append(frame.getPayload().slice());
      var _ =
          frame.isFin()
              ? text.takeCompleteString(Utf8IllegalArgumentException::new)
              : text.takePartialString(Utf8IllegalArgumentException::new);
      return true;
    } catch (Utf8IllegalArgumentException e) {
      return false;
    }
  }

  /** Of the payload, whose buffer is Jetty's; with so much room after it. */
  private static ByteBuffer copy(Frame frame, int room) {
    int length = frame.getPayloadLength();
    return ByteBuffer.allocate(length + room).put(frame.getPayload().slice()).flip();
  }

  private Page here() {
    return Objects.requireNonNull(page);
  }
}
