import { checkDaemon } from "../check/check.js";
import { Serving } from "./serving.js";

/** How to start the daemon. */
export interface DaemonOptions {
  /** The launcher's path; `leash` unless told. */
  command?: string | undefined;
  /** Options of `leash serve`, which is added: `["--state-dir", dir, "--allow-root", mods]`. */
  args?: readonly string[] | undefined;
  /** In place of this process's own environment. */
  env?: NodeJS.ProcessEnv | undefined;
  /** Hears each line of the daemon's log. */
  onLog?: ((line: string) => void) | undefined;
  /** Hears that the daemon's process has ended, and how. */
  onEnd?: ((how: string) => void) | undefined;
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
 * Starts `leash serve --exit-on-stdin-close`, and waits until it accepts calls.
 *
 * @throws Error with the daemon's last word, when it ends before that or the signal is aborted
 * @throws TypeError that names what of the options is wrong
 */
export async function startDaemon(options: DaemonOptions, signal?: AbortSignal): Promise<Daemon> {
  checkDaemon(options);
  const serving = new Serving(options, ["--exit-on-stdin-close"]);
  const ready = await serving.ready("stdout", signal);
  return {
    ready,
    ended: serving.ended,
    stop: () => {
      serving.endInput();
      return serving.ended;
    },
  };
}
