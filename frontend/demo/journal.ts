import { byId } from "./dom.js";
import { clock } from "./format.js";

/** More lines nobody reads, and a page that is open for days must not grow. */
const LINES = 100;

/** What the daemon said, the newest at the end. A screen reader hears each line when it has time. */
export class Journal {
  readonly #list = byId("journal");

  say(text: string, kind: "session" | "download" | "connection"): void {
    const line = document.createElement("li");
    line.dataset["kind"] = kind;
    const time = document.createElement("time");
    time.textContent = clock(new Date());
    line.append(time, " ", text);
    const isAtEnd = this.#list.scrollHeight - this.#list.scrollTop - this.#list.clientHeight < 40;
    this.#list.append(line);
    while (this.#list.children.length > LINES) this.#list.firstElementChild?.remove();
    // Who has scrolled up is reading.
    if (isAtEnd) this.#list.scrollTop = this.#list.scrollHeight;
  }
}
