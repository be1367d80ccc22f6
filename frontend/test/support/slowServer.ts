import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { zip } from "./zip.js";

const ARCHIVE = zip("mod.txt", Buffer.alloc(200_000, "A mod. "));

/** A request that has half of its archive. */
export interface Half {
  /** Sends the rest. */
  release(): void;
  /** Is kept when the connection is gone before that. */
  readonly brokenOff: Promise<void>;
}

/** Serves a zip at any path: `/slow…` by halves, when the test wants; anything else at once. */
export class SlowServer {
  readonly #server: Server;
  readonly #halves: Half[] = [];
  #waiting: ((half: Half) => void)[] = [];
  requests = 0;

  private constructor() {
    this.#server = createServer(({ url = "" }, response) => {
      this.requests++;
      response.writeHead(200, { "Content-Length": ARCHIVE.length });
      if (url.startsWith("/slow")) this.#half(response);
      else response.end(ARCHIVE);
    });
  }

  static async start(): Promise<SlowServer> {
    const slow = new SlowServer();
    slow.#server.listen(0, "127.0.0.1");
    await once(slow.#server, "listening");
    return slow;
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${path}`;
  }

  /** The next request whose archive is half-way. */
  half(): Promise<Half> {
    const known = this.#halves.shift();
    return known ? Promise.resolve(known) : new Promise((found) => this.#waiting.push(found));
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #half(response: ServerResponse): void {
    const middle = ARCHIVE.length / 2;
    const half = {
      release: () => void response.end(ARCHIVE.subarray(middle)),
      brokenOff: new Promise<void>((resolve) => {
        response.once("close", () => {
          if (!response.writableFinished) resolve();
        });
      }),
    };
    response.write(ARCHIVE.subarray(0, middle), () => {
      const waiting = this.#waiting.shift();
      if (waiting) waiting(half);
      else this.#halves.push(half);
    });
  }
}
