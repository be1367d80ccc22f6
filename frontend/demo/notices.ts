import { byId, copyOf, show } from "./dom.js";

export interface Notice {
  kind: "calm" | "warning";
  title: string;
  text: string;
  /** What can be done about it; the notice is gone then. One that nothing can be done about is dismissed. */
  act?: { label: string; run: () => void };
}

/** What a person should know about the page as a whole. There is one at a time: a newer one is about what is now. */
export class Notices {
  readonly #place = byId("notices");

  show({ kind, title, text, act }: Notice): void {
    const { root, part } = copyOf("notice");
    root.dataset["kind"] = kind;
    show(part("title"), title);
    show(part("text"), text);
    const dismiss = part("dismiss");
    dismiss.addEventListener("click", () => {
      this.clear();
    });
    if (act) {
      const button = part("act");
      show(button, act.label);
      button.hidden = false;
      dismiss.hidden = true;
      button.addEventListener("click", () => {
        this.clear();
        act.run();
      });
    }
    this.#place.replaceChildren(root);
  }

  clear(): void {
    const hadFocus = this.#place.contains(document.activeElement);
    this.#place.replaceChildren();
    // Else who goes by keyboard would begin again at the top.
    if (hadFocus) byId("mods").focus();
  }
}
