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
      reject(failed(why));
      attempt.abort();
    };
    const leave = () => {
      giveUp("it was closed");
    };
    const timer = setTimeout(() => {
      giveUp(`not in ${limits.timeoutMillis} ms`);
    }, limits.timeoutMillis);
    limits.signal.addEventListener("abort", leave, { once: true });
    const settle = () => {
      clearTimeout(timer);
      limits.signal.removeEventListener("abort", leave);
    };
    connector(listener, attempt.signal)
      .then(
        (transport) => {
          if (attempt.signal.aborted) transport.close();
          else resolve(transport);
        },
        (error: unknown) => {
          reject(failed(error instanceof Error ? error.message : String(error)));
        },
      )
      .finally(settle);
    if (limits.signal.aborted) leave();
  });
}

function failed(why: string): LeashError {
  return clientError("CONNECTION_FAILED", `No connection to Leash: ${why}`);
}
