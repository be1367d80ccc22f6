/** A connection to the daemon that carries whole text messages, both ways and in order. */
export interface Transport {
  /** Sends one message. It may throw when the connection is gone: that counts as its loss. */
  send(text: string): void;

  /** Ends the connection, and with it the session that was begun on it. A second call does nothing. */
  close(): void;
}

/** Who hears of what a transport receives. */
export interface TransportListener {
  /** Takes one message. */
  message(text: string): void;

  /** Hears that the connection is gone, and why, where that is known. Nothing comes after it. */
  closed(why?: string): void;
}

/**
 * Opens a connection. The promise is kept when messages can be sent, and broken with an `Error` whose message says
 * why they cannot; one with `retryable: false` says that trying again is of no use. When the signal is aborted nothing
 * may stay open. Each call opens a new one.
 */
export type Connector = (listener: TransportListener, signal: AbortSignal) => Promise<Transport>;
