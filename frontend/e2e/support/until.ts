import { setTimeout as wait } from "node:timers/promises";

/** A bound for failures alone. */
const PATIENCE_MILLIS = 30_000;

/** Waits for a condition of which nobody tells. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MILLIS;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`It did not come to ${what}`);
    await wait(10);
  }
}
