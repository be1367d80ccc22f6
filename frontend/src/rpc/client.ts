import type { Methods, Notifications } from "../protocol.js";
import type { Connector, Transport, TransportListener } from "../transport/transport.js";
import { connect } from "./connect.js";
import { clientError, errorOf, leftError, LeashError } from "./error.js";
import { read } from "./message.js";

/**
 * What the daemon takes unless its settings (`frame-size`) say otherwise. It closes the connection at a longer message,
 * and so would end the page's session. One that takes less does so all the same; of one that takes more nothing is asked
 * that a call of this protocol needs.
 */
const MAX_MESSAGE_BYTES = 1024 * 1024;

/** How much of a message that cannot be read is told. */
const EXCERPT = 100;

/** Who hears of what the daemon tells unasked. */
export interface RpcListener {
  /** Hears each notification that this client knows; others are passed over. */
  notification<N extends keyof Notifications>(method: N, params: Notifications[N]): void;

  /** Hears, once, that the connection is gone, unless this side closed it. */
  lost(error: LeashError): void;
}

interface Caller {
  resolve(result: unknown): void;
  reject(error: LeashError): void;
}

const NOTIFICATIONS: Record<keyof Notifications, true> = {
  download_progress: true,
  download_finished: true,
  session_changed: true,
};

/**
 * A JSON-RPC 2.0 client of the daemon, over any transport. Calls are sent in the order in which they are made, and have
 * no time-out. When the connection is lost, whoever waits gets `CONNECTION_LOST`; nothing is sent again.
 */
export class RpcClient implements TransportListener {
  readonly #listener: RpcListener;
  readonly #waiting = new Map<number, Caller>();
  #transport: Transport | undefined;
  #end: LeashError | undefined;
  #lastId = 0;

  private constructor(listener: RpcListener) {
    this.#listener = listener;
  }

  /**
   * Opens a connection.
   *
   * @throws LeashError `CONNECTION_FAILED` when it cannot be opened, or not in time, or the signal is aborted; the
   *   signal's reason, where that is a `LeashError`
   */
  static async connect(
    connector: Connector,
    listener: RpcListener,
    limits: { timeoutMillis: number; signal: AbortSignal },
  ): Promise<RpcClient> {
    const client = new RpcClient(listener);
    client.#transport = await connect(connector, client, limits);
    if (client.#end) {
      client.#transport.close();
      throw clientError("CONNECTION_FAILED", client.#end.message);
    }
    return client;
  }

  /**
   * Calls a method, and waits for its answer.
   *
   * @throws LeashError what the daemon answered; `CONNECTION_LOST` when no answer will come; `INVALID_REQUEST` when the
   *   call is longer than 1 MiB, which is what a daemon takes by default
   */
  call<M extends keyof Methods>(method: M, params: Methods[M]["params"]): Promise<Methods[M]["result"]> {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      const text = JSON.stringify({ jsonrpc: "2.0", id, method, params });
      if (this.#end) throw this.#end;
      if (isTooLong(text)) throw tooLong();
      // What a result's type says is the daemon's word: its own tests hold it to the document.
      this.#waiting.set(id, { resolve: resolve, reject });
      this.#send(text);
    });
  }

  /** Closes the connection. Whoever waits gets `why`: `CONNECTION_LOST` unless told. */
  close(why = leftError()): void {
    this.#finish(why);
  }

  /** For the transport alone. */
  message(text: string): void {
    if (this.#end) return;
    const received = read(text);
    switch (received.kind) {
      case "notification":
        this.#notify(received.method, received.params);
        return;
      case "result":
        // An id that nobody waits for is nobody's loss.
        this.#take(received.id)?.resolve(received.result);
        return;
      case "error":
        if (received.id === null) this.#break("refused_message", errorOf(received.error).message);
        else this.#take(received.id)?.reject(errorOf(received.error));
        return;
      case "bad":
        this.#break("bad_message", `it sent what is no message: ${text.slice(0, EXCERPT)}`);
    }
  }

  /** For the transport alone. */
  closed(why?: string): void {
    this.#break("closed", why);
  }

  #notify(method: string, params: unknown): void {
    if (!Object.hasOwn(NOTIFICATIONS, method)) return; // of a newer daemon
    const known = method as keyof Notifications;
    this.#listener.notification(known, params as Notifications[typeof known]);
  }

  #take(id: number): Caller | undefined {
    const caller = this.#waiting.get(id);
    this.#waiting.delete(id);
    return caller;
  }

  #send(text: string): void {
    try {
      this.#transport?.send(text);
    } catch (error) {
      this.#break("closed", error instanceof Error ? error.message : undefined);
    }
  }

  /**
   * Ends a connection that is of no use any more. So does a message that cannot be read: it may have been an answer,
   * and whoever waits for that would wait for ever.
   */
  #break(cause: string, why?: string): void {
    const message = "The connection to Leash was lost";
    const error = clientError("CONNECTION_LOST", why ? `${message}: ${why}` : message, { cause });
    if (this.#finish(error)) this.#listener.lost(error);
  }

  #finish(end: LeashError): boolean {
    if (this.#end) return false;
    this.#end = end;
    this.#transport?.close();
    const callers = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const caller of callers) caller.reject(end);
    return true;
  }
}

function isTooLong(text: string): boolean {
  // A UTF-16 unit is at most 3 bytes in UTF-8.
  if (text.length * 3 <= MAX_MESSAGE_BYTES) return false;
  return new TextEncoder().encode(text).length > MAX_MESSAGE_BYTES;
}

function tooLong(): LeashError {
  const message = `A message of this client must be at most ${MAX_MESSAGE_BYTES} bytes long`;
  return new LeashError("INVALID_REQUEST", message, -32600, { reason: "INVALID_REQUEST", retryable: false });
}
