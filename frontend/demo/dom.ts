/** The element of the page with this id. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}`);
  return element;
}

/** A copy of a template, and its parts by their names. */
export function copyOf(templateId: string): { root: HTMLElement; part: Part } {
  const template = byId(templateId) as HTMLTemplateElement;
  const root = template.content.firstElementChild?.cloneNode(true) as HTMLElement;
  return {
    root,
    part: (name) => {
      const element = root.querySelector<HTMLElement>(`[data-part="${name}"]`);
      if (!element) throw new Error(`The template ${templateId} has no part ${name}`);
      return element;
    },
  };
}

export type Part = (name: string) => HTMLElement;

/** Shows a text, if it is not there already: what does not change is not told again to a screen reader. */
export function show(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Unlike a disabled button, it keeps the focus, and can be found. */
export function allow(button: HTMLElement, isAllowed: boolean): void {
  button.setAttribute("aria-disabled", String(!isAllowed));
}

export function isAllowed(button: HTMLElement): boolean {
  return button.getAttribute("aria-disabled") !== "true";
}
