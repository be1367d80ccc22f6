import { checkGateway } from "../check/check.js";
import type { Connector, Transport, TransportListener } from "./transport.js";

/** The subprotocol that both sides speak. */
const PROTOCOL = "leash.v1";

/** Written as a method, so that a handler of more special events fits, too. */
type Handler<E> = { handle(event: E): void }["handle"] | null;

/** What is needed of a `WebSocket`: browsers have it, Node has it from version 22 on. */
export interface WebSocketLike {
  readonly protocol: string;
  onopen: Handler<unknown>;
  onmessage: Handler<{ data: unknown }>;
  onclose: Handler<{ code: number }>;
  onerror: Handler<unknown>;
  send(text: string): void;
  close(): void;
}

/** Where the gateway is, as the daemon's ready line has it in `web`. */
export interface WebSocketOptions {
  /** `ws://127.0.0.1:40123/rpc`; never with the token in it. */
  url: string;
  /** It goes out as a subprotocol, so that no log of addresses has it. */
  token: string;
  /** A constructor to use in place of the global one, which Node has from version 22 on: that of `ws`, say. */
  WebSocket?: (new (url: string, protocols: string[]) => WebSocketLike) | undefined;
}

/**
 * Connects a page to the daemon's gateway (`leash serve --web`). One message is one text frame.
 *
 * @throws TypeError when `url` is not absolute, or something is missing
 */
export function webSocket(options: WebSocketOptions): Connector {
  checkGateway(options);
  return (listener, signal) =>
    new Promise((resolve, reject) => {
      const socket = open(options);
      // A browser does not tell a page why: a wrong token, a foreign origin and no daemon look the same.
      socket.onclose = ({ code }) => {
        reject(new Error(`the gateway is not there, or refused this page (code ${code})`));
      };
      socket.onerror = () => undefined; // onclose follows
      socket.onopen = () => {
        signal.removeEventListener("abort", abort);
        if (socket.protocol === PROTOCOL) resolve(transportOf(socket, listener));
        else {
          reject(new Error(`what answers at the gateway's address does not speak ${PROTOCOL}`));
          socket.close();
        }
      };
      function abort() {
        socket.close();
      }
      signal.addEventListener("abort", abort, { once: true });
    });
}

function open({ url, token, WebSocket }: WebSocketOptions): WebSocketLike {
  const Socket = WebSocket ?? globalThis.WebSocket;
  try {
    return new Socket(url, [PROTOCOL, `leash.token.${token}`]);
  } catch {
    // Not the exception's own message: it quotes the token.
    const error = new Error("the gateway's address is malformed, or not allowed to this page");
    throw Object.assign(error, { retryable: false });
  }
}

function transportOf(socket: WebSocketLike, listener: TransportListener): Transport {
  // A binary frame is no message of this protocol; as a string it is no JSON either, and handled as such.
  socket.onmessage = ({ data }) => {
    listener.message(String(data));
  };
  socket.onclose = ({ code }) => {
    listener.closed(`the gateway closed it (code ${code})`);
  };
  return {
    send: (text) => {
      socket.send(text);
    },
    close: () => {
      socket.close();
    },
  };
}
