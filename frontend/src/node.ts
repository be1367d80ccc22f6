/** What runs in Node and in Electron's main process alone. */
export { childProcess } from "./transport/childProcess.js";
export { type Daemon, type DaemonOptions, type Ready, startDaemon } from "./transport/daemon.js";
export { Relay } from "./transport/relay.js";
export { unixSocket } from "./transport/unixSocket.js";
