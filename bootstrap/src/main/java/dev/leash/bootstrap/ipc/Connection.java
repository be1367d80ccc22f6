package dev.leash.bootstrap.ipc;

import dev.leash.domain.port.Clock;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection, from its first byte to its last: reads on the thread that runs it,
 * writes on another.
 */
final class Connection implements Runnable {
  /**
   * What a client that has closed its input, or that a shutdown closes, may take to read its last
   * answers.
   */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final ByteChannel channel;
  private final IpcService service;
  private final Dispatcher dispatcher;
  private final Runnable inputEnded;
  private volatile @Nullable Outbox outbox;

  /** Whether the client said what ends its connection; then the answer is still to reach it. */
  private volatile boolean refused;

  /** What its client is told where nothing else ends it first. */
  private volatile MessageChannel.Why ending = MessageChannel.Why.SHUTDOWN;

  /**
   * @param dispatcher has the methods that this client may call
   * @param inputEnded called by the reader at the end of the input, when all before it has taken
   *     effect; the connection ends when it returns
   */
  Connection(ByteChannel channel, IpcService service, Dispatcher dispatcher, Runnable inputEnded) {
    this.channel = channel;
    this.service = service;
    this.dispatcher = dispatcher;
    this.inputEnded = inputEnded;
  }

  @Override
  public void run() {
    // Here, and not before: a connection that is refused never runs, and would not close it.
    ClientMemory.Account account = service.memory().open(() -> cut(MessageChannel.Why.MEMORY));
    try {
      ByteSource source = new ByteSource(channel, account);
      if (channel instanceof MessageChannel) {
        converse(source, Framing.MARKED);
      } else {
        converseAsTheClientBegins(source);
      }
    } finally {
      if (outbox == null) {
        closeChannel();
        account.close();
      }
    }
  }

  private void converseAsTheClientBegins(ByteSource source) {
    switch (firstByte(source)) {
      case -1 -> inputEnded.run();
      case '{', '[' -> converse(source, Framing.LINES);
      case 'C', 'c' -> converse(source, Framing.HEADERS);
      default -> refuseFraming(source);
    }
  }

  /**
   * Takes no more, and lets the client read what is there; completes when it has, or its time is
   * over.
   */
  CompletableFuture<Void> finish() {
    Outbox started = outbox;
    if (started == null) {
      closeChannel();
      return CompletableFuture.completedFuture(null);
    }
    finish(started);
    return started.written().thenRun(this::closeChannel);
  }

  private static int firstByte(ByteSource source) {
    while (source.peek() == ' '
        || source.peek() == '\t'
        || source.peek() == '\r'
        || source.peek() == '\n') {
      source.read();
      source.forget();
    }
    return source.peek();
  }

  private void refuseFraming(ByteSource source) {
    Outbox started = startOutbox(Framing.LINES, source.account());
    refuse(
        new Client(started),
        RpcError.parseError("A message must begin with { or [, or with Content-Length"));
    finish(started);
    linger(source, started);
  }

  private void converse(ByteSource source, Framing framing) {
    Outbox started = startOutbox(framing, source.account());
    Client client = new Client(started);
    service.listeners().join(client);
    try {
      boolean open = true;
      while (open) {
        open = handle(framing.next(source, service.limits().messageBytes()), client);
        source.forget();
      }
    } catch (RuntimeException | Error e) {
      // Said before the writer, which what follows lets end, closes what it writes to.
      ending = MessageChannel.Why.FAULT;
      throw e;
    } finally {
      // Its own sessions end first, so that it still hears of what ends with them.
      service.disconnected(client);
      service.listeners().leave(client);
      finish(started);
    }
    if (refused) {
      linger(source, started);
    }
  }

  private void refuse(Client client, RpcError error) {
    refused = true;
    dispatcher.refuse(client, error);
  }

  /**
   * Reads on to the client's end, for a short while: were the connection closed with input unread,
   * the client would fail while it still sends, and never see why.
   */
  private void linger(ByteSource source, Outbox started) {
    // What follows a message that cannot be taken says nothing.
    source.discard();
    started.written().join();
    closeChannel();
  }

  private boolean handle(Framing.Incoming incoming, Client client) {
    return switch (incoming) {
      case Framing.Incoming.Message message -> {
        client.outbox().awaitRoom();
        dispatcher.handle(message.bytes(), client);
        yield true;
      }
      case Framing.Incoming.TooLong() -> {
        refuse(
            client,
            RpcError.invalidRequest(
                "A message must be at most " + service.limits().messageBytes() + " bytes long"));
        yield false;
      }
      case Framing.Incoming.Garbled(String why) -> {
        refuse(client, RpcError.parseError("The message is not framed: " + why));
        yield false;
      }
      case Framing.Incoming.End() -> {
        inputEnded.run();
        yield false;
      }
    };
  }

  private Outbox startOutbox(Framing framing, ClientMemory.Account account) {
    Outbox started =
        new Outbox(
            channel,
            this::endOutput,
            framing,
            new Outbox.Bounds(service.limits(), service.clock(), account, this::cut));
    var _ = started.written().thenRun(account::close);
    startWriter(started);
    // Not before: a connection whose writer could not be started is closed by its reader.
    outbox = started;
    return started;
  }

  private void startWriter(Outbox started) {
    try {
      service.threads().newThread(() -> write(started)).start();
    } catch (OutOfMemoryError e) {
      ending = MessageChannel.Why.NO_THREAD;
      throw e;
    } catch (RuntimeException e) {
      ending = MessageChannel.Why.FAULT;
      throw e;
    }
  }

  private void write(Outbox started) {
    try {
      started.run();
    } catch (RuntimeException | Error e) {
      service.faults().report("writing to a client", e);
    }
  }

  private void finish(Outbox started) {
    started.finish();
    if (refused || !started.written().isDone()) {
      Clock.Alarm patience = service.clock().after(LAST_WORDS, this::closeChannel);
      if (!refused) {
        var _ = started.written().thenRun(patience::close);
      }
    }
  }

  private void endOutput() {
    try {
      if (refused && channel instanceof SocketChannel socket) {
        socket.shutdownOutput();
        return;
      }
      if (refused && channel instanceof MessageChannel messages) {
        messages.refuse();
        return;
      }
    } catch (IOException e) {
      // It is closed from the other side.
    }
    closeChannel();
  }

  private void closeChannel() {
    cut(ending);
  }

  private void cut(MessageChannel.Why why) {
    if (channel instanceof MessageChannel messages) {
      messages.end(why);
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }
}
