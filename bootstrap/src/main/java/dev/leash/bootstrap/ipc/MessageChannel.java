package dev.leash.bootstrap.ipc;

import java.io.IOException;
import java.nio.channels.ByteChannel;

/**
 * A client's connection that carries whole texts of UTF-8, as a WebSocket does: whoever reads it or
 * writes to it sees each of them end with {@link #MARK}. For one thread that reads and one that
 * writes, no more of a message at once than that; any may close it.
 */
public interface MessageChannel extends ByteChannel {
  /** A byte that is in no UTF-8 text; line ends may be within a message here. */
  byte MARK = (byte) 0xff;

  /**
   * Writes no more, because the client sent a message that is too long; goes on to read, so that
   * the client, while it still sends, is there to see why.
   */
  void refuse() throws IOException;
}
