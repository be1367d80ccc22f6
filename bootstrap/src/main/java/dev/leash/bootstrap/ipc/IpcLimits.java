package dev.leash.bootstrap.ipc;

import java.time.Duration;

/**
 * The bounds of what clients may cost.
 *
 * @param messageBytes a longer message is refused and its connection closed
 * @param batchCalls a larger batch is refused
 * @param jsonDepth a deeper message is no JSON to us
 * @param clients further ones are turned away
 * @param inFlight how many calls of one connection may await their answer
 * @param unreadBytes with more than this unread, a client that reads nothing for {@code
 *     unreadPatience} is disconnected
 */
public record IpcLimits(
    int messageBytes,
    int batchCalls,
    int jsonDepth,
    int clients,
    int inFlight,
    int unreadBytes,
    Duration unreadPatience) {
  /**
   * 1 MiB a message, 1,000 calls a batch, depth 64, 256 clients, 10,000 calls in flight, 8 MiB
   * unread for 10 s.
   */
  public static final IpcLimits DEFAULT =
      new IpcLimits(1 << 20, 1_000, 64, 256, 10_000, 8 << 20, Duration.ofSeconds(10));
}
