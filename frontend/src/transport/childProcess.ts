import { type DaemonOptions, endOf, readyOf, spawnServe } from "./daemon.js";
import { eachLine } from "./lines.js";
import type { Connector } from "./transport.js";

/**
 * Starts `leash serve --stdio` as a child, and speaks over its standard streams: the way where there is no Unix
 * socket. The daemon is this connection's alone, and shuts down cleanly when it is closed.
 */
export function childProcess(options: DaemonOptions): Connector {
  return async (listener, signal) => {
    const child = spawnServe(options, ["--stdio"]);
    await readyOf(child, child.stderr, options, signal);
    eachLine(child.stdout, (line) => {
      listener.message(line);
    });
    void endOf(child).then((how) => {
      listener.closed(`the daemon is gone: ${how}`);
    });
    return {
      send: (text) => {
        child.stdin.write(`${text}\n`);
      },
      close: () => {
        child.stdin.end();
      },
    };
  };
}
