import { type BegunSession, listDownloads, type Status } from "../index.js";

const KEY = "leash.told";

/**
 * The downloads that ended with their page, and of which nobody has told the person in this tab. `stoppedBefore()` has
 * those of the session right before; of two quick refreshes, the first may have had no time to tell of its own.
 */
export async function stoppedUntold(session: BegunSession): Promise<Status[]> {
  const { sessionId, previousSessionId, scope } = session;
  const told = Number(sessionStorage.getItem(KEY) ?? previousSessionId);
  const since = Math.min(told, previousSessionId);
  const cancelled = await listDownloads({ scope, state: "cancelled" });
  return cancelled.filter(
    (one) =>
      one.sessionId >= since &&
      one.sessionId < sessionId &&
      one.error?.data.reason === "CANCELLED_SESSION_CHANGE",
  );
}

/** Notes that the person knows what became of all sessions before this one. A refresh finds it. */
export function keepTold(sessionId: number): void {
  sessionStorage.setItem(KEY, String(sessionId));
}
