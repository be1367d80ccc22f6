package dev.leash.bootstrap.ipc;

import java.io.IOException;
import java.nio.channels.ByteChannel;

/**
 * A client's connection that carries whole texts of UTF-8, as a WebSocket does: whoever reads it or
 * writes to it sees each of them end with {@link #MARK}. For one thread that reads and one that
 * writes, no more of a message at once than that; any may close it.
 */
public interface MessageChannel extends ByteChannel {
  /** Why a connection ends before its client wants it to. */
  enum Why {
    SHUTDOWN,
    TOO_MANY_CLIENTS,
    /** No thread could be had for it. */
    NO_THREAD,
    /** Something failed here as only a bug does. */
    FAULT,
    /** It has not read what it was sent. */
    UNREAD,
    /** Of all clients it costs the most memory, and together they cost too much. */
    MEMORY
  }

  /** A byte that is in no UTF-8 text; line ends may be within a message here. */
  byte MARK = (byte) 0xff;

  /**
   * Writes no more, because the client sent a message that is too long; goes on to read, so that
   * the client, while it still sends, is there to see why.
   */
  void refuse() throws IOException;

  /** Closes it, and tells the client why where that can still reach it; does not wait. */
  void end(Why why);

  /** As a shutdown does: nothing else closes what is whole, and says no reason of its own. */
  @Override
  default void close() {
    end(Why.SHUTDOWN);
  }
}
