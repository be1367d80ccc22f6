import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { SessionManager, type Stats } from "leash-session-manager";
import { unixSocket } from "leash-session-manager/node";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { SlowServer } from "../../test/support/slowServer.js";
import { Demo } from "./demo.js";

/** As it is started on a machine with one user, or none but root; it is to call nobody. */
const FLAGS = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A name that somebody else's resolver leads to this machine.
  "--host-resolver-rules=MAP evil.test 127.0.0.1",
];

/** A bound for failures alone. */
const PATIENCE_MILLIS = 30_000;

/** The demo, a browser, and a server whose downloads stop half-way for as long as a test wants. */
export class Stage {
  readonly demo: Demo;
  readonly browser: Browser;
  /** A client beside the pages, which sees what they cannot. */
  readonly watcher: SessionManager;
  #server: SlowServer;
  #onClose: (() => Promise<void>)[] = [];

  private constructor(demo: Demo, browser: Browser, watcher: SessionManager, server: SlowServer) {
    this.demo = demo;
    this.browser = browser;
    this.watcher = watcher;
    this.#server = server;
  }

  get server(): SlowServer {
    return this.#server;
  }

  static async start(): Promise<Stage> {
    const demo = await Demo.start();
    const browser = await launch();
    const watcher = new SessionManager();
    await watcher.start({ transport: unixSocket(demo.socket), scope: "watcher" });
    return new Stage(demo, browser, watcher, await SlowServer.start());
  }

  async stop(): Promise<void> {
    this.watcher.close();
    this.#server.stop();
    await this.browser.close();
    await this.demo.stop();
  }

  /**
   * Opens the page as a window with this scope. Its mods are called Quick and Slow, which has half of its bytes until
   * the test wants the rest, and Other, which is as Slow.
   */
  async open(scope: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.bare(options);
    // Not by a route: then each of a page's modules would pass through this process, too.
    await page.context().addInitScript((offer) => {
      const fetched = window.fetch.bind(window);
      window.fetch = (input, init) =>
        input === "/demo.json" ? Promise.resolve(Response.json(offer)) : fetched(input, init);
    }, this.#offer());
    await page.goto(this.demo.at(scope));
    await connected(page);
    return page;
  }

  /** Opens a tab of a browser that nobody has used; what it does wrong fails the test. */
  async bare(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext(options);
    context.setDefaultTimeout(PATIENCE_MILLIS);
    const wrong: string[] = [];
    context.on("request", (request) => {
      if (new URL(request.url()).origin !== this.demo.origin) wrong.push(`a request to ${request.url()}`);
    });
    context.on("console", (message) => {
      if (message.type() === "error") wrong.push(message.text());
    });
    context.on("weberror", (error) => wrong.push(String(error.error())));
    this.#onClose.push(async () => {
      await context.close();
      assert.deepEqual(wrong, []);
    });
    const page = await context.newPage();
    page.on("websocket", (socket) => {
      if (new URL(socket.url()).host !== new URL(this.demo.origin).host)
        wrong.push(`a socket to ${socket.url()}`);
    });
    return page;
  }

  /** A tab that may do as it likes. */
  async stranger(): Promise<Page> {
    const context = await this.browser.newContext();
    context.setDefaultTimeout(PATIENCE_MILLIS);
    this.#onClose.push(() => context.close());
    return context.newPage();
  }

  /** Closes what the test opened, and removes what it downloaded. Has a new server for the next one. */
  async clear(): Promise<void> {
    for (const close of this.#onClose.splice(0)) await close();
    const ids = [...this.#offer().mods, ...this.demo.offer.mods].map(({ id }) => id);
    for (const id of ids) rmSync(this.demo.file(id), { recursive: true, force: true });
    await this.demo.hasOnly();
    // Nobody waits any more at a new one.
    this.#server.stop();
    this.#server = await SlowServer.start();
  }

  stats(): Promise<Stats> {
    return this.watcher.call("get_stats", {});
  }

  #offer(): Demo["offer"] {
    const mod = (title: string, path: string) => {
      const id = title.toLowerCase();
      const downloadUrl = this.server.url(path);
      return { id, title, about: "A test's own", fileName: `${id}.zip`, downloadUrl, bytes: null };
    };
    return {
      savePath: this.demo.offer.savePath,
      mods: [mod("Quick", "quick.zip"), mod("Slow", "slow.zip"), mod("Other", "slow-too.zip")],
    };
  }
}

export async function launch(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"]; // scripts/e2e.mjs has found it
  if (!executablePath) throw new Error("CHROMIUM must be the browser's path");
  return chromium.launch({ executablePath, args: FLAGS, chromiumSandbox: process.getuid?.() !== 0 });
}

export async function connected(page: Page): Promise<void> {
  await page.getByText("Connected", { exact: true }).waitFor();
}

/** Starts a mod's download. */
export async function download(page: Page, title: string): Promise<void> {
  await page.locator(`button[aria-label="Download ${title}"][aria-disabled="false"]`).click();
}

/** The card of a download. */
export function card(page: Page, title: string): ReturnType<Page["locator"]> {
  return page.locator(".card").filter({ has: page.getByRole("heading", { name: title, exact: true }) });
}

/** The page's session, as it shows it. */
export async function sessionOf(page: Page): Promise<number> {
  const text = await page.getByText(/^Session \d+$/).innerText();
  return Number(text.replace(/\D/g, ""));
}
