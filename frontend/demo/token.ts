const KEY = "leash.token";
const TOKEN = /^#(?:.*&)?token=([0-9a-f]{16,})/;

/**
 * The gateway's token, which the demo prints behind a `#`: that part of an address is never sent to a server. It is taken
 * out of the address at once, so that no history and no bookmark has it, and kept for as long as this tab lives, so that
 * a refresh finds it.
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

/** Opens this page once more, in a window that has a scope of its own. */
export function openWindow(scope: string, token: string): void {
  // Without an opener it is a page like any other, and has no part of this one's storage: so the token goes along.
  window.open(`${location.pathname}?scope=${scope}#token=${token}`, "_blank", "noopener");
}
