import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Daemon, startDaemon } from "leash-session-manager/node";

/** The launcher; scripts/test.mjs has had it build what is missing. */
export const LEASH =
  process.env["LEASH"] ?? fileURLToPath(new URL("../../leash", import.meta.resolve("leash-session-manager")));
/** A bound for what hangs, also on a busy machine. */
export const ENOUGH_MILLIS = 120_000;

/** The folders of a daemon, and the daemon itself where it is wanted. */
export class Home {
  readonly folder = mkdtempSync(join(tmpdir(), "leash-fe-"));
  readonly mods = join(this.folder, "mods");
  readonly socket = join(this.folder, "leash.sock");

  constructor() {
    mkdirSync(this.mods);
  }

  get args(): string[] {
    return ["--state-dir", join(this.folder, "state"), "--allow-root", this.mods];
  }

  startDaemon(): Promise<Daemon> {
    return startDaemon({ command: LEASH, args: [...this.args, "--socket", this.socket] });
  }

  at(name: string): string {
    return join(this.mods, name);
  }

  has(name: string): boolean {
    return existsSync(this.at(name));
  }

  /** Waits until nothing is left below the allowed root but `names`: staging folders are deleted soon after an end. */
  async hasOnly(...names: string[]): Promise<void> {
    const expected = names.sort().join();
    while (readdirSync(this.mods).sort().join() !== expected) await wait(10);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
