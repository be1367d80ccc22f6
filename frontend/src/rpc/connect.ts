import type { Connector, Transport, TransportListener } from "../transport/transport.js";
import { clientError, type LeashError } from "./error.js";

/**
 * Opens a connection, within a time and unless the signal is aborted. A connection that comes later than that is
 * closed.
 */
export function connect(
  connector: Connector,
  listener: TransportListener,
  limits: { timeoutMillis: number; signal: AbortSignal },
): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const attempt = new AbortController();
    const giveUp = (why: string) => {
      settle();
      reject(failed(why));
      attempt.abort();
    };
    const leave = () => {
      giveUp("it was closed");
    };
    const timer = setTimeout(() => {
      giveUp(`not in ${limits.timeoutMillis} ms`);
    }, limits.timeoutMillis);
    const settle = () => {
      clearTimeout(timer);
      limits.signal.removeEventListener("abort", leave);
    };
    limits.signal.addEventListener("abort", leave, { once: true });
    const take = (transport: Transport) => {
      settle();
      if (attempt.signal.aborted) transport.close();
      else resolve(transport);
    };
    open(connector, listener, attempt.signal).then(take, (error: unknown) => {
      giveUp(error instanceof Error ? error.message : String(error));
    });
  });
}

/** async: so what a connector throws at once breaks the promise, too. */
async function open(
  connector: Connector,
  listener: TransportListener,
  signal: AbortSignal,
): Promise<Transport> {
  return await connector(listener, signal);
}

function failed(why: string): LeashError {
  return clientError("CONNECTION_FAILED", `No connection to Leash: ${why}`);
}
