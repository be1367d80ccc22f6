import { checkDaemon } from "../check/check.js";
import type { DaemonOptions } from "./daemon.js";
import { Serving } from "./serving.js";
import type { Connector } from "./transport.js";

/**
 * Starts `leash serve --stdio` as a child, and speaks over its standard streams: the way where there is no Unix
 * socket. The daemon is this connection's alone, and shuts down cleanly when it is closed. `serve --stdio` is added to
 * `args`.
 */
export function childProcess(options: DaemonOptions): Connector {
  checkDaemon(options);
  return async (listener, signal) => {
    const serving = new Serving(options, ["--stdio"]);
    await serving.ready("stderr", signal);
    serving.eachLine("stdout", (line) => {
      listener.message(line);
    });
    void serving.ended.then((how) => {
      listener.closed(`the daemon is gone: ${how}`);
    });
    return {
      send: (text) => {
        serving.write(text);
      },
      close: () => {
        serving.endInput();
      },
    };
  };
}
