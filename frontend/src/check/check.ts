// What a caller of plain JavaScript has given by mistake is told as a TypeError that names it, before anything happens.
// A value is never quoted: a token may be in it.

type Given = Readonly<Record<string, unknown>>;

/** How `initSessionTracking` was called. What is of the gateway is checked by `checkGateway`. */
export function checkTracking(given: unknown): void {
  checkObject(given, "session tracking takes an object: { url, token } or { transport }");
  const { transport, connectTimeoutMillis: millis } = given;
  need(isOptional(transport, "function"), "transport must be a function, as unixSocket(path) returns one");
  const rule = "connectTimeoutMillis must be a number above 0, or Infinity";
  need(isOptional(millis, "number"), rule);
  if (typeof millis === "number" && !(millis > 0)) throw new RangeError(rule);
}

/** Where the gateway is. Of an address that is not absolute, a browser makes one of the page's own host. */
export function checkGateway(given: unknown): void {
  checkObject(given, "a gateway is told by an object: { url, token }");
  const { url, token, WebSocket = globalThis.WebSocket } = given;
  need(isText(url) && /^wss?:\/\/./i.test(url), "url must be an absolute address with ws: or wss:");
  need(isText(token) && /^[\w-]+$/.test(token), "token must be a text of letters, digits, - and _");
  need(
    typeof WebSocket === "function",
    "WebSocket must be a constructor; there is no global one in Node before version 22",
  );
}

/** What is particular about a download. Its params are the daemon's to judge, which names them, too. */
export function checkDownload(given: unknown): void {
  checkObject(given, "options must be an object");
  const { signal, onProgress } = given;
  need(signal === undefined || isSignal(signal), "signal must be an AbortSignal: a controller's signal");
  need(isOptional(onProgress, "function"), "onProgress must be a function");
}

/** How to start a daemon. */
export function checkDaemon(given: unknown): void {
  checkObject(given, "a daemon is told by an object: { command, args, … }");
  const { command, args, onLog, onEnd } = given;
  need(command === undefined || isText(command), "command must be a path");
  need(args === undefined || (Array.isArray(args) && args.every(isString)), "args must be an array of texts");
  need(isOptional(onLog, "function"), "onLog must be a function");
  need(isOptional(onEnd, "function"), "onEnd must be a function");
}

/** `name`, an object of the caller's, must have these methods. */
export function checkMethods(name: string, given: unknown, methods: readonly string[]): void {
  const rule = `${name} must have the methods ${methods.join(" and ")}`;
  checkObject(given, rule);
  need(
    methods.every((method) => typeof given[method] === "function"),
    rule,
  );
}

export function checkFunction(name: string, given: unknown): void {
  need(typeof given === "function", `${name} must be a function`);
}

export function checkText(name: string, given: unknown): void {
  need(isText(given), `${name} must be a text that is not empty`);
}

/** Throws, with `rule` for what was to be, unless it holds. */
export function need(holds: boolean, rule: string): asserts holds {
  if (!holds) throw new TypeError(`Leash: ${rule}`);
}

function checkObject(given: unknown, rule: string): asserts given is Given {
  need(typeof given === "object" && given !== null, rule);
}

function isOptional(given: unknown, type: "function" | "number"): boolean {
  return given === undefined || typeof given === type;
}

function isString(given: unknown): given is string {
  return typeof given === "string";
}

function isText(given: unknown): given is string {
  return isString(given) && given !== "";
}

/** That of another window, or a polyfill's, is none by `instanceof`. */
function isSignal(given: unknown): boolean {
  return typeof given === "object" && given !== null && "aborted" in given && "addEventListener" in given;
}
