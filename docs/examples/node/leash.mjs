// A client of Leash for Node without dependencies: the daemon as a child, one message a line.
import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import net from "node:net";

/** What a call was refused or ended with. Programs test the reason, people read the message. */
export class LeashError extends Error {
  constructor({ code, message, data }) {
    super(message);
    Object.assign(this, { code, data, reason: data.reason, retryable: data.retryable });
  }
}

/** Starts the daemon, and resolves when it accepts calls. */
export async function startDaemon(command, { socket, stateDir, allowRoot }) {
  const child = spawn(command, [
    "serve", "--socket", socket, "--state-dir", stateDir, "--allow-root", allowRoot,
    // However this process ends, its end of the pipe is closed then, and the daemon shuts down.
    "--exit-on-stdin-close",
  ]);
  let lastWord = "";
  eachLine(child.stderr, (line) => (lastWord = line));
  child.stdin.on("error", () => {}); // it has ended already
  const ended = new Promise((resolve) => {
    child.on("error", (error) => resolve(error.message)); // there is no such command
    child.on("close", (code, signal) => resolve(`it ended with ${code ?? signal}`));
  });
  const ready = new Promise((resolve) => eachLine(child.stdout, (line) => resolve(JSON.parse(line))));
  const first = await Promise.race([ready, ended]);
  if (!first.event) throw new Error(`Leash did not start: ${lastWord || first}`);
  return {
    socket: first.socket,
    ended,
    stop() {
      child.stdin.end();
      return ended;
    },
  };
}

/** A connection. Emits each notification under its method's name, and "close". */
export class Leash extends EventEmitter {
  #socket;
  #pending = new Map();
  #lastId = 0;

  static async connect(path) {
    const socket = net.connect(path);
    await once(socket, "connect");
    return new Leash(socket);
  }

  constructor(socket) {
    super();
    this.#socket = socket;
    eachLine(socket, (line) => this.#take(JSON.parse(line)));
    socket.on("error", () => {}); // "close" follows
    socket.on("close", () => {
      for (const { reject } of this.#pending.values()) reject(lost());
      this.#pending.clear();
      this.emit("close");
    });
  }

  call(method, params = {}) {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) return reject(lost());
      this.#pending.set(id, { resolve, reject });
      this.#socket.write(JSON.stringify({ jsonrpc: "2.0", id, method, params }) + "\n");
    });
  }

  /** Ends the sessions that this connection began, and all their downloads. */
  close() {
    this.#socket.destroy();
  }

  #take({ id, method, params, result, error }) {
    if (method) return this.emit(method, params);
    const caller = this.#pending.get(id);
    this.#pending.delete(id);
    if (error) caller?.reject(new LeashError(error));
    else caller?.resolve(result);
  }
}

function lost() {
  const data = { reason: "CONNECTION_LOST", retryable: true }; // a reason of this client's own
  return new LeashError({ code: 0, message: "The connection to Leash was lost", data });
}

/** Not node:readline: that takes U+2028 for the end of a line, too, and JSON may have it in a string. */
function eachLine(stream, take) {
  let unread = "";
  stream.setEncoding("utf8").on("data", (data) => {
    const lines = (unread + data).split("\n");
    unread = lines.pop();
    for (const line of lines) take(line);
  });
}
