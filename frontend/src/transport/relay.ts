import { checkFunction, checkMethods, checkText } from "../check/check.js";
import type { Connector, Transport, TransportListener } from "./transport.js";

/** What ends or changes the daemon for every window is the app's to call, not a page's; the gateway has it so, too. */
const REFUSED = ["shutdown", "configure"];

const METHOD_NOT_FOUND = -32601;

/**
 * The host's side of a `Bridge`: carries the messages of one window between its page and the daemon. Each life of the
 * page has a connection of its own and a name of its own, which the page makes; so what a page that is gone has still
 * sent reaches nobody.
 */
export class Relay {
  readonly #connector: Connector;
  #life: string | undefined;
  #transport: Transport | undefined;
  #listener: TransportListener | undefined;
  #gone: Promise<void> = Promise.resolve();

  /** @param connector how this window's connections are opened */
  constructor(connector: Connector) {
    checkFunction("connector", connector);
    this.#connector = connector;
  }

  /**
   * Opens the connection of a page's new life. That of the former one is closed first, and the daemon has taken note:
   * so nothing that was sent there takes effect after what is sent here.
   *
   * @throws Error when there is no daemon, or when a newer life has come meanwhile
   */
  async open(life: string, listener: TransportListener): Promise<void> {
    checkText("life", life);
    checkMethods("listener", listener, ["message", "closed"]);
    this.close();
    this.#life = life;
    await this.#gone;
    this.#need(life);
    const { promise, resolve: leave } = latch();
    this.#gone = promise;
    const transport = await this.#connect(life, listener, leave);
    if (this.#life !== life) transport.close();
    this.#need(life);
    this.#transport = transport;
    this.#listener = listener;
  }

  /** Hands on a message of a page; of a life that is over it is dropped. */
  send(life: string, text: string): void {
    if (life !== this.#life) return;
    const { call, line } = read(text);
    const refusal = refusalOf(call);
    if (refusal === undefined) this.#transport?.send(line);
    else this.#listener?.message(refusal);
  }

  /** Closes the connection of `life`, or of whichever there is: when the window is closed, or its page has crashed. */
  close(life = this.#life): void {
    if (life !== this.#life) return;
    this.#life = undefined;
    this.#transport?.close();
    this.#transport = undefined;
    this.#listener = undefined;
  }

  async #connect(life: string, listener: TransportListener, leave: () => void): Promise<Transport> {
    const ifCurrent: TransportListener = {
      message: (text) => {
        if (this.#life === life) listener.message(text);
      },
      closed: (why) => {
        leave();
        if (this.#life === life) listener.closed(why);
      },
    };
    try {
      return await this.#connector(ifCurrent, new AbortController().signal);
    } catch (error) {
      leave();
      throw error;
    }
  }

  #need(life: string): void {
    if (this.#life !== life) throw new Error("this page is gone");
  }
}

/** The answer to what a page may not call; undefined when it may. Only plain calls pass: this client sends no batch. */
function refusalOf({ id, method }: Call): string | undefined {
  if (typeof method === "string" && !REFUSED.includes(method)) return undefined;
  const name = typeof method === "string" ? method : "";
  const message = `There is no method '${name}' for a page`;
  const data = { reason: "METHOD_NOT_FOUND", retryable: false };
  return JSON.stringify({ jsonrpc: "2.0", id: id ?? null, error: { code: METHOD_NOT_FOUND, message, data } });
}

interface Call {
  id?: unknown;
  method?: unknown;
}

/**
 * What a page has sent, and how it is handed on: what was judged and not what came, since of a line end between its
 * tokens a daemon would make two messages. What is no call, or too deep to be written again, is none.
 */
function read(text: string): { call: Call; line: string } {
  try {
    const call = (JSON.parse(text) as Call | null) ?? {};
    return { call, line: JSON.stringify(call) };
  } catch {
    return { call: {}, line: "" };
  }
}

function latch(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((keep) => (resolve = keep));
  return { promise, resolve };
}
