import type { Connector, Transport, TransportListener } from "../transport/transport.js";
import { LeashError } from "./error.js";

/** A timer that is set for longer than this goes off at once. Nobody waits for 24 days: it is no time-out then. */
const MAX_TIMER_MILLIS = 2 ** 31 - 1;

/**
 * Opens a connection, within a time and unless the signal is aborted; a `LeashError` as its reason is told. A connection
 * that comes later than that is closed.
 */
export function connect(
  connector: Connector,
  listener: TransportListener,
  limits: { timeoutMillis: number; signal: AbortSignal },
): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const attempt = new AbortController();
    const giveUp = (why: unknown) => {
      settle();
      reject(why instanceof LeashError ? why : failed(why));
      attempt.abort();
    };
    const leave = () => {
      giveUp(limits.signal.reason);
    };
    const expire = () => {
      giveUp(`not in ${limits.timeoutMillis} ms`);
    };
    const timer =
      limits.timeoutMillis > MAX_TIMER_MILLIS ? undefined : setTimeout(expire, limits.timeoutMillis);
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
    open(connector, listener, attempt.signal).then(take, giveUp);
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

function failed(why: unknown): LeashError {
  const reason = "CONNECTION_FAILED";
  const message = `No connection to Leash: ${why instanceof Error ? why.message : String(why)}`;
  const retryable = !(why instanceof Error && "retryable" in why && why.retryable === false);
  return new LeashError(reason, message, 0, { reason, retryable });
}
