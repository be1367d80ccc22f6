import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import type { Readable } from "node:stream";
import { eachLine } from "./lines.js";

/** How to start the daemon. */
export interface DaemonOptions {
  /** The launcher's path; `leash` unless told. */
  command?: string;
  /** Options of `leash serve`, as in `["--state-dir", dir, "--allow-root", mods]`. */
  args?: readonly string[];
  /** In place of this process's own environment. */
  env?: NodeJS.ProcessEnv;
  /** Hears each line of the daemon's log. */
  onLog?: (line: string) => void;
  /** Hears that the daemon's process has ended, and how. */
  onEnd?: (how: string) => void;
}

/** What the daemon tells when it accepts calls. */
export interface Ready {
  event: "ready";
  protocol: number;
  version: string;
  pid: number;
  /** The path of its socket; null with `--stdio`. */
  socket: string | null;
  /** What a page needs to connect, with `--web`. */
  web: { url: string; token: string } | null;
}

/** A daemon beside this process. It ends when this process does, however that ends. */
export interface Daemon {
  readonly ready: Ready;
  /** Is kept when the process has ended, with a word on how. */
  readonly ended: Promise<string>;
  /** Has it shut down cleanly; kept when it has. */
  stop(): Promise<string>;
}

/**
 * Starts `leash serve`, and waits until it accepts calls.
 *
 * @throws Error with the daemon's last word, when it ends before that or the signal is aborted
 */
export async function startDaemon(options: DaemonOptions, signal?: AbortSignal): Promise<Daemon> {
  const child = spawnServe(options, ["--exit-on-stdin-close"]);
  return { ready: await readyOf(child, child.stdout, options, signal), ended: endOf(child), stop };

  function stop(): Promise<string> {
    const ended = endOf(child);
    child.stdin.end();
    return ended;
  }
}

export function spawnServe(options: DaemonOptions, more: readonly string[]): ChildProcessWithoutNullStreams {
  const { command = "leash", args = [], env, onEnd } = options;
  const child = spawn(command, ["serve", ...args, ...more], env ? { env } : {});
  child.stdin.on("error", () => undefined); // it has ended already, which "close" tells
  if (onEnd) void endOf(child).then(onEnd);
  return child;
}

/** Waits for the ready line on `stream`. Reads the log on standard error for as long as the daemon lives. */
export function readyOf(
  child: ChildProcessWithoutNullStreams,
  stream: Readable,
  { onLog }: DaemonOptions,
  signal?: AbortSignal,
): Promise<Ready> {
  return new Promise((resolve, reject) => {
    let lastWord = "";
    const abort = () => {
      child.kill();
      reject(new Error(`the daemon was not ready in time: ${lastWord}`));
    };
    const take = (line: string) => {
      const ready = parseReady(line);
      if (ready) {
        signal?.removeEventListener("abort", abort);
        resolve(ready);
      } else if (line) {
        lastWord = line;
        onLog?.(line);
      }
    };
    eachLine(child.stderr, take);
    if (stream !== child.stderr) eachLine(stream, take);
    void endOf(child).then((how) => {
      reject(new Error(`the daemon did not start: ${lastWord || how}`));
    });
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort, { once: true });
  });
}

export function endOf(child: ChildProcessWithoutNullStreams): Promise<string> {
  const { exitCode, signalCode } = child;
  if (exitCode !== null || signalCode !== null)
    return Promise.resolve(`it ended with ${exitCode ?? signalCode}`);
  return new Promise((resolve) => {
    child.once("error", (error) => {
      resolve(error.message); // there is no such command
    });
    child.once("close", (code, name) => {
      resolve(`it ended with ${code ?? name}`);
    });
  });
}

function parseReady(line: string): Ready | undefined {
  if (!line.startsWith('{"event":"ready"')) return undefined;
  return JSON.parse(line) as Ready;
}
