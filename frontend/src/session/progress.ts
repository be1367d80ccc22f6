import type { Status } from "../protocol.js";
import { Listeners } from "./listeners.js";

/** Who wants to hear how a download stands, by its id. */
export class Progress {
  readonly #listeners = new Map<string, Listeners<Status>>();

  /** Adds a listener; what is returned takes it away again. */
  add(downloadId: string, hear: (status: Status) => void): () => void {
    const listeners = this.#listeners.get(downloadId) ?? new Listeners<Status>();
    this.#listeners.set(downloadId, listeners);
    const remove = listeners.add(hear);
    return () => {
      remove();
      if (listeners.size === 0) this.#listeners.delete(downloadId);
    };
  }

  tell(status: Status): void {
    this.#listeners.get(status.downloadId)?.tell(status);
  }
}
