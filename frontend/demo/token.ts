const KEY = "leash.token";
const TOKEN = /^#(?:.*&)?token=([0-9a-f]{16,})/;

/**
 * The gateway's token, which the demo prints behind a `#`: a person with a terminal has no other way to hand it over, and
 * that part of an address is never sent to a server. It is taken out of the address at once, so that no bookmark has it,
 * and kept for as long as this tab lives, so that a refresh finds it. A browser's history may keep the address as it was
 * opened: the token is worth nothing any more when the demo has ended. An app has its host hand the token to its page.
 */
export function takeToken(): string | null {
  const [, given] = TOKEN.exec(location.hash) ?? [];
  if (given) {
    sessionStorage.setItem(KEY, given);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return sessionStorage.getItem(KEY);
}

/** Whether one is in the address now. */
export function hasToken(): boolean {
  return TOKEN.test(location.hash);
}

/**
 * Opens this page once more, in a window that has a scope of its own. A window that a page opens begins with a copy of
 * that page's sessionStorage, unless it is opened without an opener: so the token goes along, and in no address.
 */
export function openWindow(scope: string): void {
  const opened = window.open(`${location.pathname}?scope=${scope}`, "_blank");
  if (opened) opened.opener = null; // from here on it is a page like any other
}
