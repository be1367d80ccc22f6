import type { DownloadOutcome, Status } from "../index.js";
import { messageFor } from "../index.js";
import { byId, copyOf, type Part, show } from "./dom.js";
import { bytes, count, timeLeft } from "./format.js";

/** A server that has sent nothing for so long is silent; the daemon itself waits longer before it gives up. */
const SILENCE_MILLIS = 3_000;

/** What a person can do with a download. */
export interface CardActions {
  pause: () => void;
  resume: () => void;
  cancel: () => void;
}

/** One download on the page, from its start until it is dismissed. */
export class Card {
  readonly #root: HTMLElement;
  readonly #part: Part;
  #status: Status | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(title: string, actions: CardActions) {
    ({ root: this.#root, part: this.#part } = copyOf("download"));
    show(this.#part("title"), title);
    this.#bar.setAttribute("aria-label", title);
    for (const name of ["pause", "cancel", "dismiss"]) {
      const button = this.#part(name);
      button.setAttribute("aria-label", `${button.textContent} ${title}`);
    }
    this.#part("pause").addEventListener("click", () => {
      if (this.#status?.state === "paused") actions.resume();
      else actions.pause();
    });
    this.#part("cancel").addEventListener("click", actions.cancel);
    this.#part("dismiss").addEventListener("click", () => {
      this.#remove();
    });
    show(this.#part("phase"), "Waiting for the daemon");
    byId("downloads").prepend(this.#root);
    byId("idle").hidden = true;
  }

  /** Shows how the download stands. */
  update(status: Status): void {
    this.#status = status;
    clearTimeout(this.#silence);
    this.#root.dataset["state"] = status.state;
    show(this.#part("phase"), phaseOf(status));
    show(this.#part("figures"), figuresOf(status));
    this.#showBar(status);
    this.#name("pause", status.state === "paused" ? "Resume" : "Pause");
    if (status.state === "running" && status.receivedBytes !== status.totalBytes) {
      this.#silence = setTimeout(() => {
        show(this.#part("phase"), "The server is silent");
        show(this.#part("figures"), figuresOf({ ...status, bytesPerSecond: 0 }));
      }, SILENCE_MILLIS);
    }
  }

  /** Shows how it ended, in a person's words. */
  end(outcome: DownloadOutcome): void {
    clearTimeout(this.#silence);
    const end = outcome.success ? "completed" : wasCancelled(outcome.error) ? "cancelled" : "failed";
    this.#root.dataset["state"] = end;
    show(this.#part("phase"), { completed: "Installed", cancelled: "Stopped", failed: "Not installed" }[end]);
    const text = this.#part("outcome");
    show(text, wordsFor(outcome));
    text.hidden = false;
    this.#bar.hidden = this.#part("figures").hidden = true;
    const dismiss = this.#part("dismiss");
    const hadFocus = this.#root.contains(document.activeElement);
    dismiss.hidden = false;
    this.#part("pause").hidden = this.#part("cancel").hidden = true;
    if (hadFocus) dismiss.focus();
  }

  get #bar(): HTMLProgressElement {
    return this.#part("bar") as HTMLProgressElement;
  }

  #showBar({ receivedBytes, totalBytes, state }: Status): void {
    if (totalBytes === null || state === "publishing") this.#bar.removeAttribute("value");
    else this.#bar.value = Math.floor((100 * receivedBytes) / Math.max(1, totalBytes));
    this.#bar.setAttribute(
      "aria-valuetext",
      [this.#part("phase").textContent, this.#part("figures").textContent].join(", "),
    );
  }

  #name(part: string, label: string): void {
    const button = this.#part(part);
    if (button.textContent === label) return;
    show(button, label);
    button.setAttribute("aria-label", `${label} ${this.#part("title").textContent}`);
  }

  #remove(): void {
    const neighbour = this.#root.nextElementSibling ?? this.#root.previousElementSibling;
    this.#root.remove();
    byId("idle").hidden = neighbour !== null;
    // Who goes by keyboard stays near.
    const next = neighbour?.querySelector<HTMLElement>("button:not([hidden])") ?? byId("mods");
    next.focus();
  }
}

function phaseOf({ state, receivedBytes, totalBytes, extractedFiles, attempt }: Status): string {
  switch (state) {
    case "queued":
      return "Waiting for its turn";
    case "paused":
      return "Paused";
    case "publishing":
      return "Installing";
    case "running":
      if (receivedBytes === totalBytes) return "Unpacking";
      if (receivedBytes === 0) return "Connecting";
      if (attempt > 1) return `Downloading, try ${attempt}`;
      return extractedFiles > 0 ? "Downloading and unpacking" : "Downloading";
    case "completed":
    case "failed":
    case "cancelled":
      return "Ended"; // its outcome follows, and says it better
  }
}

function figuresOf(status: Status): string {
  const { state, receivedBytes, totalBytes, bytesPerSecond, etaSeconds, extractedFiles, totalFiles } = status;
  const figures = [
    totalBytes === null ? bytes(receivedBytes) : `${bytes(receivedBytes)} of ${bytes(totalBytes)}`,
  ];
  if (state === "running" && bytesPerSecond > 0) {
    figures.push(`${bytes(bytesPerSecond)}/s`);
    if (etaSeconds !== null) figures.push(timeLeft(etaSeconds));
  }
  if (extractedFiles > 0) {
    figures.push(
      totalFiles === null
        ? count(extractedFiles, "file")
        : `${extractedFiles} of ${count(totalFiles, "file")}`,
    );
  }
  // A line breaks between figures, not within one.
  return figures.map((figure) => figure.replaceAll(" ", "\u00a0")).join(" · ");
}

function wasCancelled(reason: string): boolean {
  return reason.startsWith("CANCELLED_") || reason === "CONNECTION_LOST";
}

function wordsFor(outcome: DownloadOutcome): string {
  if (outcome.success) {
    const { files, bytes: size, durationMillis } = outcome.result;
    return `${count(files, "file")}, ${bytes(size)}, in ${(durationMillis / 1000).toFixed(1)} s.`;
  }
  // A page that is there to hear of it was not refreshed.
  if (outcome.error === "CANCELLED_SESSION_CHANGE")
    return "It was stopped because this page was opened again elsewhere. Nothing of it is left.";
  return messageFor(outcome.error, outcome.detail);
}
