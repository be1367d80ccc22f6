import {
  cancelDownload,
  newDownloadId,
  pauseDownload,
  resumeDownload,
  startDownloadWithSessionTracking,
  type Status,
} from "../index.js";
import { Card } from "./card.js";
import { allow, byId, copyOf, isAllowed, type Part, show } from "./dom.js";
import { bytes } from "./format.js";
import type { Journal } from "./journal.js";
import type { Mod, Offer } from "./offer.js";

/** A mod on the page. */
interface Place {
  part: Part;
  savePath: string;
  isRunning: boolean;
}

/** The mods that can be downloaded, and what happens when somebody does. */
export class Shelf {
  readonly #journal: Journal;
  readonly #places: Place[] = [];
  #isOpen = false;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  fill({ savePath, mods }: Offer): void {
    show(byId("folder"), savePath);
    byId("mods").append(...mods.map((mod) => this.#place(mod, `${savePath}/${mod.id}`)));
  }

  /** Downloads can be started in a current session alone. */
  open(isOpen: boolean): void {
    this.#isOpen = isOpen;
    for (const place of this.#places) this.#label(place);
  }

  /** What pages before have downloaded is there still, and what other windows have. */
  markInstalled(completed: Status[]): void {
    const paths = new Set(completed.map(({ savePath }) => savePath));
    for (const { part, savePath } of this.#places) if (paths.has(savePath)) part("installed").hidden = false;
  }

  #place(mod: Mod, savePath: string): HTMLElement {
    const { root, part } = copyOf("mod");
    const place = { part, savePath, isRunning: false };
    show(part("title"), mod.title);
    show(part("about"), mod.about);
    show(part("size"), mod.bytes === null ? "Size unknown" : bytes(mod.bytes));
    const button = part("download");
    button.addEventListener("click", () => {
      if (isAllowed(button)) void this.#download(mod, place);
    });
    this.#places.push(place);
    this.#label(place);
    return root;
  }

  #label({ part, isRunning }: Place): void {
    const button = part("download");
    show(button, isRunning ? "Downloading" : "Download");
    button.setAttribute("aria-label", `${button.textContent} ${part("title").textContent}`);
    allow(button, this.#isOpen && !isRunning);
  }

  async #download(mod: Mod, place: Place): Promise<void> {
    const downloadId = newDownloadId();
    const card = new Card(mod.title, this.#actions(mod, downloadId));
    let told = "";
    this.#run(place, true);
    const outcome = await startDownloadWithSessionTracking(mod.fileName, mod.downloadUrl, place.savePath, {
      downloadId,
      onProgress: (status) => {
        card.update(status);
        if (status.state !== told) this.#journal.say(`${mod.fileName}: ${status.state}`, "download");
        told = status.state;
      },
    });
    card.end(outcome);
    this.#run(place, false);
    if (outcome.success) place.part("installed").hidden = false;
    else this.#journal.say(`${mod.fileName}: ${outcome.error}, “${outcome.message}”`, "download");
  }

  #actions(mod: Mod, downloadId: string): ConstructorParameters<typeof Card>[1] {
    // When it has ended meanwhile, or the connection has, the card tells of that by its outcome.
    const attempt = (call: (id: string) => Promise<Status>) => () => {
      call(downloadId).catch((error: unknown) => {
        this.#journal.say(`${mod.fileName}: ${String(error)}`, "download");
      });
    };
    return {
      pause: attempt(pauseDownload),
      resume: attempt(resumeDownload),
      cancel: attempt(cancelDownload),
    };
  }

  #run(place: Place, isRunning: boolean): void {
    place.isRunning = isRunning;
    this.#label(place);
  }
}
