import { byId } from "./dom.js";
import { clock } from "./format.js";

/** More lines nobody reads, and a page that is open for days must not grow. */
const LINES = 100;

/** Who is not further from the end than this, in pixels, follows it. */
const NEARLY = 40;

/** What the daemon said, the newest at the end. A screen reader hears each line when it has time. */
export class Journal {
  readonly #box = byId("journal");
  readonly #list = this.#box.firstElementChild as HTMLElement;

  say(text: string, kind: "session" | "download" | "connection"): void {
    const line = document.createElement("li");
    line.dataset["kind"] = kind;
    const time = document.createElement("time");
    time.textContent = clock(new Date());
    line.append(time, " ", text);
    const { scrollHeight, scrollTop, clientHeight } = this.#box;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < NEARLY;
    this.#list.append(line);
    while (this.#list.children.length > LINES) this.#list.firstElementChild?.remove();
    // Who has scrolled up is reading.
    if (isAtEnd) this.#box.scrollTop = this.#box.scrollHeight;
  }
}
