import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { Offer } from "../../demo/offer.js";
import { LEASH } from "../../test/support/daemon.js";
import { until } from "./until.js";

/** `./leash demo --web`, as a person starts it. */
export class Demo {
  readonly #process: ChildProcess;
  /** What a person opens. */
  readonly address: string;
  readonly offer: Offer;
  /** The daemon's log, line by line. */
  readonly log: string[];

  private constructor(process: ChildProcess, address: string, offer: Offer, log: string[]) {
    this.#process = process;
    this.address = address;
    this.offer = offer;
    this.log = log;
  }

  /** @param port that of the page; a free one unless told */
  static async start(port = 0): Promise<Demo> {
    const child = spawn(LEASH, ["demo", "--web", "--port", String(port)], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const log: string[] = [];
    createInterface(child.stderr).on("line", (line) => log.push(line));
    const lines = createInterface(child.stdout);
    const [line] = (await Promise.race([once(lines, "line"), once(child, "exit")])) as unknown[];
    const address = /^Open (http:\S+) in a browser; Ctrl-C /.exec(String(line))?.[1];
    if (!address) throw new Error(`The demo does not start: ${String(line)} ${log.join("\n")}`);
    const offer = (await (await fetch(new URL("/demo.json", address))).json()) as Offer;
    return new Demo(child, address, offer, log);
  }

  get origin(): string {
    return new URL(this.address).origin;
  }

  get token(): string {
    return this.address.replace(/.*#token=/, "");
  }

  /** Where all that it writes is. */
  get folder(): string {
    return dirname(this.offer.savePath);
  }

  get socket(): string {
    return join(this.folder, "leash.sock");
  }

  /** The page's address for a window with a scope of its own. */
  at(scope: string): string {
    return this.address.replace("/#", `/?scope=${scope}#`);
  }

  file(...path: string[]): string {
    return join(this.offer.savePath, ...path);
  }

  /** Waits until so many lines of the log match. */
  async awaitLog(pattern: RegExp, times = 1): Promise<string[]> {
    const matching = () => this.log.filter((line) => pattern.test(line));
    await until(`${times} × ${String(pattern)} in the log`, () => matching().length >= times);
    return matching();
  }

  /** Waits until nothing is left where the mods go but these folders: staging is deleted soon after an end. */
  async hasOnly(...names: string[]): Promise<void> {
    const expected = names.sort().join();
    const found = () => (this.isGone() ? "" : readdirSync(this.offer.savePath).sort().join());
    await until(`only '${expected}' below the root`, () => found() === expected);
  }

  /** Ends it as Ctrl-C does; gives the exit code. */
  async stop(): Promise<number | null> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return this.#process.exitCode;
    this.#process.kill("SIGTERM");
    const [code] = (await once(this.#process, "exit")) as [number | null];
    return code;
  }

  /** Kills it, so that it can do nothing about it any more; what it leaves behind is removed here. */
  async kill(): Promise<void> {
    const exit = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await exit;
    rmSync(this.folder, { recursive: true, force: true });
  }

  isGone(): boolean {
    return !existsSync(this.folder);
  }
}
