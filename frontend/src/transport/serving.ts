import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import type { DaemonOptions, Ready } from "./daemon.js";
import { eachLine } from "./lines.js";

/** The daemon's exit code when it does not start: for a wrong option, and for a socket that another one still holds. */
const EXIT_REFUSED = 2;

/** How its line on a wrong option ends. The next start would end so, too. */
const WRONG_OPTION = /see leash serve --help$/i;

/** What the system says of a command that is not there, or that it may not run. */
const NO_COMMAND = ["ENOENT", "EACCES"];

/** How much of a line that cannot be read is told. */
const EXCERPT = 100;

/**
 * `leash serve` as a child of this process. Whatever it writes, and however it ends, this process goes on: what cannot
 * be read of it ends the child, and is told by `ended`.
 */
export class Serving {
  /** Is kept when the process has ended, with a word on how. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #onLog: (line: string) => void;
  #fault: string | undefined;
  #lastWord = "";
  #isHopeless = false;

  constructor(options: DaemonOptions, more: readonly string[]) {
    const { command = "leash", args = [], env, onLog, onEnd } = options;
    this.#child = spawn(command, ["serve", ...args, ...more], env ? { env } : {});
    this.#child.stdin.on("error", () => undefined); // it has ended already, which "close" tells
    this.#onLog = onLog ?? (() => undefined);
    this.ended = this.#awaitEnd();
    if (onEnd) void this.ended.then(onEnd);
  }

  /** Waits for the ready line on one of its streams. Its log, on standard error, is read for as long as it lives. */
  ready(stream: "stdout" | "stderr", signal?: AbortSignal): Promise<Ready> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#child.kill();
        reject(new Error(`the daemon was not ready in time: ${this.#lastWord}`));
      };
      let isReady = false;
      const take = (line: string) => {
        if (isReady || !line.startsWith('{"event":"ready"')) {
          this.#log(line);
          return;
        }
        const ready = readyOf(line);
        if (!ready) {
          this.#fail(`its ready line cannot be read: ${line.slice(0, EXCERPT)}`);
          return;
        }
        isReady = true;
        signal?.removeEventListener("abort", abort);
        resolve(ready);
      };
      for (const one of new Set([stream, "stderr"] as const)) this.eachLine(one, take);
      void this.ended.then((how) => {
        signal?.removeEventListener("abort", abort);
        const error = new Error(`the daemon did not start: ${this.#fault ?? (this.#lastWord || how)}`);
        reject(Object.assign(error, { retryable: !this.#isHopeless }));
      });
      if (signal?.aborted) abort();
      else signal?.addEventListener("abort", abort, { once: true });
    });
  }

  /** Hands on each line that it writes there. */
  eachLine(stream: "stdout" | "stderr", take: (line: string) => void): void {
    eachLine(this.#child[stream], take, (error) => {
      this.#fail(`its ${stream} cannot be read: ${error.message}`);
    });
  }

  /** Hands it one line. */
  write(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  /** Ends its input, at which it shuts down cleanly. */
  endInput(): void {
    this.#child.stdin.end();
  }

  #log(line: string): void {
    if (!line) return;
    this.#lastWord = line;
    this.#onLog(line);
  }

  /** What writes this is no daemon, or not in its senses: it is not asked to shut down. */
  #fail(fault: string): void {
    this.#fault ??= fault;
    this.#child.kill("SIGKILL");
  }

  #awaitEnd(): Promise<string> {
    return new Promise((resolve) => {
      this.#child.on("error", (error: NodeJS.ErrnoException) => {
        this.#isHopeless ||= NO_COMMAND.includes(error.code ?? "");
        resolve(error.message);
      });
      this.#child.once("close", (code, name) => {
        this.#isHopeless ||= code === EXIT_REFUSED && WRONG_OPTION.test(this.#lastWord);
        const how = `it ended with ${code ?? name}`;
        resolve(this.#fault === undefined ? how : `${this.#fault}; ${how}`);
      });
    });
  }
}

function readyOf(line: string): Ready | undefined {
  try {
    return JSON.parse(line) as Ready;
  } catch {
    return undefined;
  }
}
