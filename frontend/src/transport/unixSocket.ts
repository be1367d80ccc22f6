import { connect, type Socket } from "node:net";
import { checkText } from "../check/check.js";
import { eachLine } from "./lines.js";
import type { Connector, Transport, TransportListener } from "./transport.js";

/** The daemon closes within 2 s of the end of its input; one that hangs is not waited for. */
const CLOSE_MILLIS = 3_000;

/** Connects to the daemon's socket, by its path: `socket` of the ready line. One message is one line. */
export function unixSocket(path: string): Connector {
  checkText("path", path);
  return (listener, signal) =>
    new Promise((resolve, reject) => {
      const socket = connect(path);
      const abort = () => socket.destroy(new Error("it took too long"));
      signal.addEventListener("abort", abort, { once: true });
      socket.once("error", reject);
      socket.once("connect", () => {
        signal.removeEventListener("abort", abort);
        socket.off("error", reject);
        resolve(transportOf(socket, listener));
      });
    });
}

function transportOf(socket: Socket, listener: TransportListener): Transport {
  let why = "the daemon closed it";
  eachLine(
    socket,
    (line) => {
      listener.message(line);
    },
    (error) => (why = error.message), // "close" follows
  );
  socket.on("close", () => {
    listener.closed(why);
  });
  return {
    send: (text) => {
      socket.write(`${text}\n`);
    },
    // Not destroyed at once: what was sent just before is still to arrive, and when "close" comes the daemon has taken
    // note of the end. So whoever waits for that can open the next connection in order.
    close: () => {
      socket.end();
      socket.setTimeout(CLOSE_MILLIS, () => socket.destroy());
    },
  };
}
