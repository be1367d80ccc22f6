import type { Connector, Notifications, Status, TransportListener } from "leash-session-manager";

export interface Sent {
  id: number;
  method: string;
  params: Record<string, unknown>;
}

/** What a page connects to in place of the daemon: a test reads what was sent, and writes what is answered. */
export class FakeDaemon {
  readonly connections: FakeConnection[] = [];
  refusal: Error | undefined;

  readonly connector: Connector = (listener) => {
    if (this.refusal) return Promise.reject(this.refusal);
    const connection = new FakeConnection(listener);
    this.connections.push(connection);
    return Promise.resolve({
      // A message is a line, as on the daemon's socket; a line that is no JSON says nothing here.
      send: (text) => {
        text
          .split("\n")
          .filter(isJson)
          .forEach((line) => {
            connection.take(line);
          });
      },
      close: () => {
        connection.isClosed = true;
      },
    });
  };

  /** The connection that was opened last. */
  get last(): FakeConnection {
    const last = this.connections.at(-1);
    if (!last) throw new Error("Nobody has connected");
    return last;
  }
}

export class FakeConnection {
  readonly sent: Sent[] = [];
  readonly #listener: TransportListener;
  #waiting: { method: string; found: (sent: Sent) => void }[] = [];
  #read = 0;
  isClosed = false;

  constructor(listener: TransportListener) {
    this.#listener = listener;
  }

  /** The next message of this method that was not read yet, as soon as it is there. */
  next(method: string): Promise<Sent> {
    const index = this.sent.findIndex((sent, at) => at >= this.#read && sent.method === method);
    const known = this.sent[index];
    if (known) {
      this.#read = index + 1;
      return Promise.resolve(known);
    }
    return new Promise((found) => this.#waiting.push({ method, found }));
  }

  get methods(): string[] {
    return this.sent.map(({ method }) => method);
  }

  take(text: string): void {
    const sent = JSON.parse(text) as Sent;
    this.sent.push(sent);
    const waiting = this.#waiting.find(({ method }) => method === sent.method);
    if (!waiting) return;
    this.#waiting = this.#waiting.filter((one) => one !== waiting);
    this.#read = this.sent.length;
    waiting.found(sent);
  }

  answer({ id }: Sent, result: unknown): void {
    this.write({ jsonrpc: "2.0", id, result });
  }

  refuse({ id }: Sent, code: number, data: Record<string, unknown>, message = "It is refused"): void {
    this.write({ jsonrpc: "2.0", id, error: { code, message, data: { retryable: false, ...data } } });
  }

  notify<N extends keyof Notifications>(method: N, params: Partial<Notifications[N]>): void {
    this.write({ jsonrpc: "2.0", method, params });
  }

  write(message: unknown): void {
    this.raw(JSON.stringify(message));
  }

  raw(text: string): void {
    this.#listener.message(text);
  }

  lose(why?: string): void {
    this.#listener.closed(why);
  }

  /** Answers the page's `begin_session`. */
  async begin(sessionId: number, previousSessionId = sessionId - 1, scope = "main"): Promise<Sent> {
    const sent = await this.next("begin_session");
    this.answer(sent, { sessionId, previousSessionId, scope, username: "ada", cancelledDownloads: [] });
    return sent;
  }
}

export function status(downloadId: unknown, more: Partial<Status> = {}): Partial<Status> {
  return { downloadId: downloadId as string, state: "running", receivedBytes: 1, totalBytes: 2, ...more };
}

/** Waits until everything that is due now has happened. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
