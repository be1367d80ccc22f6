import { checkMethods } from "../check/check.js";
import type { Connector, TransportListener } from "./transport.js";

/**
 * What a host gives its page, where the page itself cannot open a connection: Electron by `contextBridge`, Tauri by
 * `invoke` and events. The host opens a connection to the daemon for each life of the page, and closes it when the
 * page is gone.
 */
export interface Bridge {
  /**
   * Opens this page's connection, and closes that of its former life first. What it returns may be a promise: messages
   * are sent when it is kept.
   */
  open(message: (text: string) => void, closed: (why?: string) => void): unknown;

  /** Hands one message to the daemon. What it returns may be a promise; a broken one counts as a loss. */
  send(text: string): unknown;

  /** Closes this page's connection. */
  close?(): unknown;
}

/** The connection that each host was asked for last. It closes the one before by itself. */
const newest = new WeakMap<Bridge, TransportListener>();

/** Connects a page by its host. Sends one message after the other, since a host's calls may overtake one another. */
export function bridge(host: Bridge): Connector {
  checkMethods("host", host, ["open", "send"]);
  return async (listener, signal) => {
    newest.set(host, listener);
    let live = true;
    const lose = (why?: string) => {
      if (live) {
        live = false;
        listener.closed(why);
      }
    };
    const take = (text: string) => {
      if (live) listener.message(text);
    };
    await host.open(take, lose);
    let sent: Promise<unknown> = Promise.resolve();
    const next = (step: () => unknown) => {
      // What is left of a former connection would go out on the newer one, or close that.
      const unlessReplaced = () => (newest.get(host) === listener ? step() : undefined);
      sent = sent.then(unlessReplaced).catch((error: unknown) => {
        lose(error instanceof Error ? error.message : String(error));
      });
    };
    const close = () => {
      next(() => host.close?.());
    };
    if (signal.aborted) close();
    return {
      send: (text) => {
        next(() => host.send(text));
      },
      close,
    };
  };
}
