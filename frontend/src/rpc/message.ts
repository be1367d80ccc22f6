/** What came from the daemon. */
export type Received =
  | { kind: "notification"; method: string; params: unknown }
  | { kind: "result"; id: number; result: unknown }
  | { kind: "error"; id: number | null; error: Record<string, unknown> }
  | { kind: "bad" };

const BAD: Received = { kind: "bad" };

/** Reads a message; what is no JSON-RPC 2.0 message for a client is `bad`. */
export function read(text: string): Received {
  const message = parse(text);
  if (!isObject(message) || message["jsonrpc"] !== "2.0") return BAD;
  const { id, method } = message;
  if (typeof method === "string") {
    return id === undefined ? { kind: "notification", method, params: message["params"] } : BAD;
  }
  const error = message["error"];
  if (isObject(error)) return isId(id) || id === null ? { kind: "error", id, error } : BAD;
  return isId(id) && "result" in message ? { kind: "result", id, result: message["result"] } : BAD;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** This client's ids are numbers. */
function isId(id: unknown): id is number {
  return typeof id === "number";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
